"""The room's addresses."""

from __future__ import annotations

from django.urls import path

from motcua.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.deliveries, name="deliveries"),
    path("<int:delivery>/send_again/", views.send_again, name="send_again"),
    path("he-thong/", views.receivers, name="receivers"),
    path("he-thong/add_receiver/", views.add_receiver, name="add_receiver"),
    path("he-thong/<int:receiver>/end_receiver/", views.end_receiver, name="end_receiver"),
]

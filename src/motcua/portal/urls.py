"""The public addresses: the front page, and tracking."""

from __future__ import annotations

from django.urls import path

from motcua.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("tra-cuu/", views.track, name="track"),
    path("tra-cuu/lich/", views.due_day, name="due_day"),
]

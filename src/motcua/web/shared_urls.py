"""The addresses that belong to no room, under the name `web`."""

from __future__ import annotations

from django.urls import path

from motcua.web import views

app_name = "web"
urlpatterns = [
    path("giao-dien/<str:digest>/<str:name>", views.asset, name="asset"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("suc-khoe", views.health, name="health"),
    path("thanh-phan/", views.components, name="components"),
]

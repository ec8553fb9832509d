"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from motcua.procedures import views

app_name = "procedures"
urlpatterns = [
    path("", views.find, name="list"),
    path("<str:code>/", views.show, name="show"),
]

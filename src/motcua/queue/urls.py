"""The room's addresses."""

from __future__ import annotations

from django.urls import path

from motcua.queue import views

app_name = "queue"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("call_next/", views.call_next, name="call_next"),
    path("may/", views.device, name="device"),
    path("lay-so/", views.draw, name="draw"),
    path("bang/<str:unit>/", views.board, name="board"),
    path("<str:stream>/call_again/", views.call_again, name="call_again"),
    path("<str:stream>/end/", views.end, name="end"),
]

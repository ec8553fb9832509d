"""The room's addresses; an answer's is printed on the slip."""

from __future__ import annotations

from django.urls import path

from motcua.ballots import views

app_name = "ballots"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("quay/", views.kiosk, name="kiosk"),
    path("cam-on/", views.thanks, name="thanks"),
    path("<str:token>/", views.answer, name="answer"),
]

"""The desk's addresses; the last word of each is its deed, its permission and its action."""

from __future__ import annotations

from django.urls import path

from motcua.dossiers import views, views_intake
from motcua.dossiers.deed_pages import PAGES

app_name = "dossiers"
urlpatterns = [
    path("", views.work, name="work"),
    path("serve/", views_intake.serve, name="serve"),
    path("receive/", views_intake.choose, name="choose"),
    path("receive/<str:procedure>/", views_intake.receive, name="receive"),
    path("day-sheet/", views.day_sheet, name="day_sheet"),
    path("<str:ref>/", views.show, name="show"),
    *(path(f"<str:ref>/{name}/", views.deed(name), name=name) for name in PAGES),
]

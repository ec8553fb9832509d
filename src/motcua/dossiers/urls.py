"""The desk's addresses; the last word of each is its deed, its permission and its action."""

from __future__ import annotations

from django.urls import path

from motcua.dossiers import views, views_intake, views_serve, views_sheet
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.views_deeds import deed

app_name = "dossiers"
urlpatterns = [
    path("", views.work, name="work"),
    path("serve/", views_serve.serve, name="serve"),
    path("serve/fee/", views_serve.serve_fee, name="serve_fee"),
    path("receive/", views_intake.choose, name="choose"),
    path("receive/<str:procedure>/", views_intake.receive, name="receive"),
    path("day-sheet/", views_sheet.day_sheet, name="day_sheet"),
    path("<str:ref>/", views.show, name="show"),
    path("<str:ref>/attachments/<str:attachment_id>/", views.attachment, name="attachment"),
    *(path(f"<str:ref>/{name}/", deed(name), name=name) for name in PAGES),
]

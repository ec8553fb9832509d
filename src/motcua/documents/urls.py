"""The room's addresses; the last word of each is its paper or its deed."""

from __future__ import annotations

from django.urls import path

from motcua.documents import views, views_books

app_name = "documents"
urlpatterns = [
    path("handover-list/", views.handover_list, name="handover_list"),
    path("register/", views_books.show_register, name="show_register"),
    path("register/pdf/", views_books.register_pdf, name="register_pdf"),
    path("register/xlsx/", views_books.register_xlsx, name="register_xlsx"),
    path("register/close/", views_books.close_register, name="close_register"),
    path("sheets/", views_books.reserve_sheets, name="reserve_sheets"),
    path("sheets/<int:pk>/<str:name>/", views_books.sheets, name="sheets"),
    path("<str:ref>/pictures/", views.pictures, name="pictures"),
    path("<str:ref>/<str:name>/<int:version>/", views.slip, name="slip"),
]

"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from motcua.organisation import views

app_name = "organisation"
urlpatterns = [
    path("dang-nhap/", views.log_in, name="log_in"),
    path("dang-xuat/", views.log_out, name="log_out"),
    path("mat-khau/", views.change_password, name="change_password"),
    path("mat-khau/da-doi/", views.password_changed, name="password_changed"),
]

"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from motcua.organisation import views, views_people

app_name = "organisation"
urlpatterns = [
    path("dang-nhap/", views.log_in, name="log_in"),
    path("dang-xuat/", views.log_out, name="log_out"),
    path("mat-khau/", views.change_password, name="change_password"),
    path("mat-khau/da-doi/", views.password_changed, name="password_changed"),
    path("can-bo/", views_people.officers, name="officers"),
    path("can-bo/add_officer/", views_people.add_officer, name="add_officer"),
    path("can-bo/assign/", views_people.assign, name="assign"),
    path(
        "can-bo/<int:assignment>/end_assignment/",
        views_people.end_assignment,
        name="end_assignment",
    ),
    path("can-bo/substitute/", views_people.substitute, name="substitute"),
    path("luot-doc/", views_people.readings, name="readings"),
]

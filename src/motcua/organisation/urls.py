"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from motcua.organisation import views, views_absences, views_people

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
    path("vang-mat/", views_absences.absences, name="absences"),
    path("vang-mat/record_absence/", views_absences.record_absence, name="record_absence"),
    path("vang-mat/<int:absence>/end_absence/", views_absences.end_absence, name="end_absence"),
    path("vang-mat/substitute/", views_absences.substitute, name="substitute"),
    path(
        "vang-mat/<int:substitution>/end_substitution/",
        views_absences.end_substitution,
        name="end_substitution",
    ),
    path("luot-doc/", views_people.readings, name="readings"),
]

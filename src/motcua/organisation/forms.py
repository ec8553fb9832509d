"""What an officer types to get in, and to change the password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from motcua.organisation.models import Officer
from motcua.web.forms import Line, PlainForm

# Hashing takes time and memory by the length; nobody types more than this.
LONGEST = 1000


def password_field(label: str, autocomplete: str) -> forms.CharField:
    """A field for a password as it was typed, blanks included; never shown again."""
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST)


class LogInForm(PlainForm):
    username = Line(
        label=_("Tên đăng nhập"),
        max_length=64,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Mật khẩu"), "current-password")


class ChangePasswordForm(PlainForm):
    old_password = password_field(_("Mật khẩu đang dùng"), "current-password")
    new_password = password_field(_("Mật khẩu mới"), "new-password")
    again_password = password_field(_("Gõ lại mật khẩu mới"), "new-password")

    def __init__(self, officer: Officer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_new_password(self) -> str:
        typed = self.cleaned_data["new_password"]
        validate_password(typed, self.officer)
        return typed

    def clean(self) -> None:
        new = self.cleaned_data.get("new_password")
        again = self.cleaned_data.get("again_password")
        if new and again and new != again:
            self.add_error("again_password", _("Hai lần gõ mật khẩu mới không giống nhau."))

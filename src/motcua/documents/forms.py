"""What is typed to set slips aside for an outage, and to close a register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.rules.books import MOST_SHEETS
from motcua.web.forms import OnceForm


class SheetsForm(OnceForm):
    """How many numbered slips are to be printed ahead."""

    count = forms.IntegerField(
        label=_("Số phiếu cần in sẵn"),
        initial=20,
        min_value=1,
        max_value=MOST_SHEETS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )


class CloseForm(OnceForm):
    """Nothing is typed: the button says it all."""

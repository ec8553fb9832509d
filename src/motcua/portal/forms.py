"""What a citizen types to follow a dossier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.web.forms import Line, PlainForm

LONGEST = 80


class TrackForm(PlainForm):
    """The two codes on the slip; spaces, dashes and small letters are as good as any."""

    code = Line(
        label=_("Mã hồ sơ"),
        help_text=_("In trên giấy tiếp nhận, ví dụ H27.17.08-20260305-0000012"),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "govuk-input--code", "spellcheck": "false"}
        ),
    )
    secret = Line(
        label=_("Mã tra cứu"),
        help_text=_("14 chữ và số, ví dụ 7KQ2 MPXT 4WZ9 HD; gõ chữ thường cũng được"),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "class": "govuk-input--width-20 govuk-input--code",
                "spellcheck": "false",
            }
        ),
    )

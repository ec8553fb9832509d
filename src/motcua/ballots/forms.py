"""The ballot as a form: a question with its choices each, none of them obligatory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.rules.ballot import BallotForm
from motcua.web.forms import PlainForm, Text

LONGEST = 2000
HELPED, COMMENT = "helped", "comment"


class AnswerForm(PlainForm):
    """The questions of a set in its order, then a free word, then whether somebody helped."""

    def __init__(self, asked: BallotForm, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for question in asked.questions:
            self.fields[question.key] = forms.TypedChoiceField(
                label=gettext(question.text),
                choices=[(str(n), gettext(each)) for n, each in enumerate(question.choices)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Hãy chọn một trong các câu trả lời.")},
            )
        self.fields[COMMENT] = Text(
            label=gettext("Ông/bà muốn nói thêm điều gì?"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea({"rows": 4}),
        )
        self.fields[HELPED] = forms.BooleanField(
            label=gettext("Có người giúp tôi trả lời phiếu này"), required=False
        )

    def given(self) -> dict[str, int]:
        """The number of the choice by question, for those that were answered."""
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key not in (HELPED, COMMENT) and value is not None
        }

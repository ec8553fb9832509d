"""The Jinja environment of our own templates: an unknown name is an error, everything is escaped.

Components are reached as `ui.<name>(...)`; each is the macro `<name>` in
`web/components/<name>/template.html`. Fields of forms are drawn by GOV.UK's macros (`fields.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from motcua.rules.explained import Line
from motcua.rules.law import Article, Ground, HouseRule
from motcua.web import assets, due_texts, fields, formats, kept, navigation, signs
from motcua.web.names import cited, named


class Components:
    """`ui`: every component by its name, loaded when first asked for."""

    def __init__(self, environment: Environment) -> None:
        self._find = cache(lambda name: self._load(environment, name))

    def __getattr__(self, name: str) -> Macro:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._find(name)

    @staticmethod
    def _load(environment: Environment, name: str) -> Macro:
        template = environment.get_template(f"web/components/{name}/template.html")
        return getattr(template.module, name)


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a view by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def said(line: Line) -> str:
    """The sentence of one line of a due date's reasons, in the reader's language."""
    return due_texts.said(line, gettext)


def column_head(column: Mapping[str, str]) -> Markup:
    """The opening tag of a column's cells, made once for a table and not for each cell."""
    return Markup('<td class="cell-{}" data-label="{}">').format(column["kind"], column["text"])


def ground_kind(ground: Ground) -> str:
    """How a ground is drawn: `law`, `house` or `unverified`; the three never look alike."""
    if isinstance(ground, Article):
        return "law"
    return "house" if isinstance(ground, HouseRule) else "unverified"


@pass_context
def kept_fields(context: Context) -> Markup:
    """For the log-in form: the hidden field that carries on what was typed before."""
    token = kept.carried(context["request"])
    if not token:
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(kept.FIELD, token)


@pass_context
def csrf_field(context: Context) -> Markup:
    """The hidden field every form that writes must hold; the same as `csrf_input`."""
    token = get_token(context["request"])
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token)


def environment(**options: Any) -> Environment:
    """Our environment; Django calls this with its own options (`settings.TEMPLATES`)."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    ours = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701
    ours.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext)  # type: ignore[attr-defined]
    ours.filters.update(
        formats.FILTERS, cited=cited, column_head=column_head, named=named, said=said
    )
    ours.globals.update(
        asset=assets.address,
        csrf_field=csrf_field,
        draw_clip=signs.clip,
        draw_tag=signs.tag,
        error_list=fields.error_list,
        field=fields.field,
        fields=fields.all_fields,
        ground_kind=ground_kind,
        govuk=fields.govuk,
        kept_fields=kept_fields,
        language=get_language,
        navigation=navigation,
        shown=kept.shown,
        signs=signs.SIGNS,
        static=static,
        ui=Components(ours),
        url=url,
        zip=zip,
    )
    return ours

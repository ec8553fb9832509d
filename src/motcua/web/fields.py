"""A field of a Django form, drawn as the GOV.UK component that fits its widget.

In a template: `{{ fields(form) }}` or, one by one, `{{ field(form["name"]) }}`; above the form
`{{ ui.error_summary(form) }}`. What a widget has in `attrs` is handed on (`class`, `autocomplete`,
`inputmode`, `data-*`); the browser's own checks are left out, since our sentences are better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.translation import gettext
from markupsafe import Markup

from motcua.web.govuk import macro

BROWSER_CHECKS = ("required", "maxlength", "minlength", "min", "max", "step", "class")
Params = dict[str, Any]


def govuk(name: str, params: Mapping[str, object]) -> Markup:
    """A GOV.UK component drawn with its own parameters."""
    return macro(name)(params)


def field(bound: BoundField, **more: object) -> Markup:
    """The field with its label, hint, error and what was typed; `more` overrides parameters."""
    widget = bound.field.widget
    if widget.is_hidden:
        return Markup(str(bound.as_hidden()))  # noqa: S704  escaped by Django
    for kinds, draw in _DRAWINGS:
        if isinstance(widget, kinds):
            return draw(bound, dict(more))
    raise TypeError(f"no component draws {type(widget).__name__}")


def all_fields(form: forms.BaseForm) -> Markup:
    """Every field of the form in its order, the hidden ones too."""
    return Markup("\n").join(field(bound) for bound in form)


def error_list(form: forms.BaseForm) -> list[Params]:
    """For the error summary: each sentence with a link to its field, those of no field first."""
    found: list[Params] = [{"text": str(text)} for text in form.non_field_errors()]
    for bound in form:
        found += [{"text": str(text), "href": f"#{_first_id(bound)}"} for text in bound.errors]
    return found


def _first_id(bound: BoundField) -> str:
    several = isinstance(bound.field.widget, forms.MultiWidget)
    return f"{bound.auto_id}_0" if several else str(bound.auto_id)


def _label(bound: BoundField) -> str:
    asks_nothing = isinstance(bound.field.widget, forms.CheckboxInput)
    if bound.field.required or asks_nothing:
        return str(bound.label)
    return gettext("%(label)s (không bắt buộc)") % {"label": bound.label}


def _common(bound: BoundField) -> Params:
    attributes = bound.field.widget.attrs
    params: Params = {
        "id": bound.auto_id,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "classes": str(attributes.get("class", "")),
        "attributes": {
            name: "" if value is True else str(value)
            for name, value in attributes.items()
            if name not in BROWSER_CHECKS and value is not False
        },
    }
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        text = " ".join(str(each) for each in bound.errors)
        params["errorMessage"] = {"text": text, "visuallyHiddenText": gettext("Lỗi")}
    return params


def _labelled(bound: BoundField) -> Params:
    return _common(bound) | {"label": {"text": _label(bound)}}


def _grouped(bound: BoundField) -> Params:
    legend = {"text": _label(bound), "classes": "govuk-fieldset__legend--s"}
    return _common(bound) | {"fieldset": {"legend": legend}}


def _typed(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input(bound: BoundField, more: Params) -> Markup:
    widget = bound.field.widget
    params = _labelled(bound) | {"type": widget.input_type, "value": _typed(bound)}
    if isinstance(widget, forms.NumberInput):
        params |= {"type": "text"}
        params["attributes"].setdefault("inputmode", "numeric")
    if isinstance(widget, forms.PasswordInput):
        params["value"] = ""
    return macro("input")(params | more)


def _textarea(bound: BoundField, more: Params) -> Markup:
    rows = str(bound.field.widget.attrs.get("rows", 5))
    params = _labelled(bound) | {"value": _typed(bound), "rows": rows}
    for name in ("rows", "cols"):
        params["attributes"].pop(name, None)
    return macro("textarea")(params | more)


def _file(bound: BoundField, more: Params) -> Markup:
    several = bool(getattr(bound.field.widget, "allow_multiple_selected", False))
    return macro("file-upload")(_labelled(bound) | {"multiple": several} | more)


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    values: Iterable[object] = value if isinstance(value, list | tuple | set) else [value]
    return {str(each) for each in values if each is not None}


def _choices(bound: BoundField, mark: str) -> list[Params]:
    chosen = _chosen(bound)
    hints: Mapping[str, str] = getattr(bound.field, "hints", {})
    items: list[Params] = []
    for value, text in bound.field.choices:  # type: ignore[attr-defined]
        item = {"value": str(value), "text": str(text), mark: str(value) in chosen}
        if str(value) in hints:
            item["hint"] = {"text": str(hints[str(value)])}
        items.append(item)
    return items


def _select(bound: BoundField, more: Params) -> Markup:
    return macro("select")(_labelled(bound) | {"items": _choices(bound, "selected")} | more)


def _radios(bound: BoundField, more: Params) -> Markup:
    return macro("radios")(_grouped(bound) | {"items": _choices(bound, "checked")} | more)


def _checkboxes(bound: BoundField, more: Params) -> Markup:
    return macro("checkboxes")(_grouped(bound) | {"items": _choices(bound, "checked")} | more)


def _tick(bound: BoundField, more: Params) -> Markup:
    params = _common(bound)
    item = {
        "value": "on",
        "text": _label(bound),
        "checked": bool(bound.value()),
        "attributes": params.pop("attributes"),
    }
    if "hint" in params:
        item["hint"] = params.pop("hint")
    return macro("checkboxes")(params | {"items": [item]} | more)


def _parts(bound: BoundField, more: Params) -> Markup:
    widget = bound.field.widget
    value = bound.value()
    values = value if isinstance(value, list | tuple) else widget.decompress(value)
    wrong = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "id": f"{bound.auto_id}_{place}",
            "name": f"{bound.html_name}_{place}",
            "label": str(part.attrs["label"]),
            "value": "" if typed is None else str(typed),
            "classes": f"govuk-input--width-{part.attrs['width']}{wrong}",
            "inputmode": part.attrs.get("inputmode", "numeric"),
        }
        for place, (part, typed) in enumerate(zip(widget.widgets, values, strict=True))
    ]
    return macro("date-input")(_grouped(bound) | {"items": items} | more)


_DRAWINGS: tuple[tuple[Any, Callable[[BoundField, Params], Markup]], ...] = (
    (forms.MultiWidget, _parts),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _tick),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (Input, _input),
)

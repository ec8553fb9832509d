"""The forms of a page as a browser reads them: where they go, their fields, what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "email", "textarea", "search", "tel", "number"}


@dataclass
class Control:
    """One name of a form: its kind, what it holds, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    """A form of a page; `action` is empty where it goes to the page itself."""

    method: str
    action: str
    multipart: bool
    controls: dict[str, Control] = field(default_factory=dict)

    def typed(self) -> list[str]:
        """The names into which one writes freely."""
        return [each.name for each in self.controls.values() if each.kind in TYPED]

    def values(self) -> dict[str, str]:
        """What a browser would send without a word typed: the first of what is to be chosen."""
        found = {}
        for each in self.controls.values():
            said = each.value or next(filter(None, each.choices), "")
            if said and each.kind not in ("checkbox", "file"):
                found[each.name] = said
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._text: Control | None = None
        self._choosing: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = said.get("enctype", "").startswith("multipart")
            self._open = PageForm(said.get("method", "get"), said.get("action", ""), multipart)
            self.forms.append(self._open)
        elif self._open is not None:
            getattr(self, f"_{tag}", lambda said: None)(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._choosing = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data

    def _control(self, name: str, kind: str) -> Control:
        assert self._open is not None
        return self._open.controls.setdefault(name, Control(name, kind))

    def _input(self, said: dict[str, str]) -> None:
        if not said.get("name"):
            return
        found = self._control(said["name"], said.get("type", "text"))
        if found.kind in ("radio", "checkbox"):
            found.choices.append(said.get("value", "on"))
            if "checked" in said:
                found.value = said.get("value", "on")
        else:
            found.value = said.get("value", "")

    def _textarea(self, said: dict[str, str]) -> None:
        self._text = self._control(said["name"], "textarea")

    def _select(self, said: dict[str, str]) -> None:
        self._choosing = self._control(said["name"], "select")

    def _option(self, said: dict[str, str]) -> None:
        if self._choosing is not None:
            self._choosing.choices.append(said.get("value", ""))
            if "selected" in said:
                self._choosing.value = said.get("value", "")

    def _button(self, said: dict[str, str]) -> None:
        if said.get("name"):
            self._control(said["name"], "button").choices.append(said.get("value", ""))


def forms_of(page: str) -> list[PageForm]:
    """Every form of the page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms

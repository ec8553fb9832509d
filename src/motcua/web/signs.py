"""The words of a dossier's states, and the small signs beside them: colour never speaks alone.

Drawn once here and not by a macro for each row, since a list page shows fifty of them.
"""

from __future__ import annotations

from functools import cache, lru_cache

from django.utils.translation import get_language, gettext_lazy
from markupsafe import Markup, escape

STATUS_WORDS = {
    "open": gettext_lazy("Đang giải quyết"),
    "waiting": gettext_lazy("Chờ bổ sung"),
    "near": gettext_lazy("Sắp đến hạn"),
    "late": gettext_lazy("Quá hạn"),
    "done": gettext_lazy("Đã trả kết quả"),
    "refused": gettext_lazy("Từ chối"),
    "draft": gettext_lazy("Bản nháp"),
}
_RING = '<circle cx="8" cy="8" r="6"/>'
_SHAPES = {
    "done": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "near": '<path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.4v.6"/>',
    "late": f'{_RING}<path d="M8 4.5v4.2M8 10.9v.6"/>',
    "refused": f'{_RING}<path d="m5.5 5.5 5 5M10.5 5.5l-5 5"/>',
    "waiting": '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
    "open": f'{_RING}<path d="M8 4.5V8l2.5 1.5"/>',
    "note": f'{_RING}<path d="M8 7.3v4.2M8 4.6v.6"/>',
    "draft": '<path d="M3 13l.8-3L11 2.8l2.2 2.2L6 12.2z"/>',
}
_FRAME = (
    '<svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" '
    'focusable="false" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)
SIGNS = {name: Markup(_FRAME.format(shape)) for name, shape in _SHAPES.items()}  # noqa: S704  ours


def tag(status: str, text: str | None = None) -> Markup:
    """The sign and the word of a state, or other words with its sign; KeyError for no state."""
    return _tag(status, text) if text else _usual(status, get_language() or "")


@cache
def _usual(status: str, _language: str) -> Markup:
    return _tag(status, str(STATUS_WORDS[status]))


# A list of fifty says the same few words again and again.
@lru_cache(maxsize=512)
def _tag(status: str, text: str) -> Markup:
    return Markup('<span class="tag tag--{}">{} {}</span>').format(status, SIGNS[status], text)


def clip(text: str) -> Markup:
    """A text on one line of a wide list, cut where its column ends; whole on a phone."""
    safe = escape(text)
    return Markup(f'<span class="clip" title="{safe}">{safe}</span>')  # noqa: S704  escaped above

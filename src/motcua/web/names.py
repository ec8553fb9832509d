"""The reader's name of what our own data names: roles, fields, procedures, steps, papers, holidays.

The dated data is Vietnamese and stays the key; its English lies in the catalogue of sentences. A
name that an office or an imported list gave is nobody's to translate and is shown as it is.
"""

from __future__ import annotations

from django.utils.translation import gettext

from motcua.rules.law import Article
from motcua.web.sentences import placed


def named(name: str) -> str:
    """The name in the reader's language, where the project has one."""
    return gettext(name) if name else name


def cited(article: Article) -> str:
    """An article with the words of its place in the reader's language."""
    return placed(article, gettext)

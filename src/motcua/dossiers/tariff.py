"""What the tariff asks for one dossier, with the lines it is made of, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from motcua.procedures.offers import Terms
from motcua.rules.fees import Fee, Line, PageRate, certified_copy_fee, fixed_fee
from motcua.rules.law import Ground
from motcua.settings.law.fees import rate_on
from motcua.web.formats import money, number

PIECES: Mapping[str, Any] = {
    "page": gettext_lazy("trang"),
    "later_page": gettext_lazy("trang, từ trang thứ ba"),
    "copy": gettext_lazy("bản"),
    "case": gettext_lazy("trường hợp"),
    "contract": gettext_lazy("hợp đồng"),
}


@dataclass(frozen=True, slots=True)
class Bill:
    """What is due in đồng, None where the catalogue does not say; in words, and on what ground."""

    due: int | None
    words: str
    ground: Ground | None = None
    by_pages: bool = False


def bill(terms: Terms, day: date, *, pages: int | None = None, copies: int = 1) -> Bill:
    """What a dossier under these terms costs; `pages` is None where nobody counted them.

    Refuses `page_count_out_of_range`, `copy_count_out_of_range`.
    """
    if not terms.fee_rule:
        return _plain(terms)
    rate = rate_on(terms.fee_rule, day)
    if not isinstance(rate, PageRate):
        return _said(fixed_fee(rate, copies))
    if pages is None:
        return Bill(None, gettext("Tính theo số trang: ghi số tiền."), rate.ground, by_pages=True)
    return _said(certified_copy_fee(pages, copies, rate), by_pages=True)


def _plain(terms: Terms) -> Bill:
    if terms.fee is None:
        found = next((each.fee_text for each in _lines(terms) if each.fee_text), "")
        unknown = gettext("Danh mục chưa rõ mức thu: ghi số tiền, không thu thì gõ 0.")
        return Bill(None, f"{unknown} {found}".strip())
    return Bill(terms.fee, gettext("Không thu.") if not terms.fee else "")


def _lines(terms: Terms) -> list[Any]:
    return [each for each in terms.case.terms if each.channel == terms.channel]


def _said(fee: Fee, *, by_pages: bool = False) -> Bill:
    words = "; ".join(_line(each) for each in fee.lines)
    return Bill(fee.due, words, fee.ground, by_pages)


def _line(line: Line) -> str:
    said = f"{number(line.count)} {PIECES[line.what]} × {money(line.each)}"
    if line.capped:
        said += gettext(", bớt %(amount)s vì quá mức trần") % {"amount": money(line.capped)}
    return said

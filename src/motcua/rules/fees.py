"""What an applicant pays (phí, lệ phí), in whole đồng, with the lines it is made of.

Rates are dated values from `law/fees.toml`; who pays nothing is told there too, with the reason.
Taking, returning and excusing money are deeds of the desk and not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from motcua.rules.law import CERTIFICATION_FEES, Ground, cites, house_rule
from motcua.rules.refusal import Refusal

MOST_PAGES = 10_000
MOST_PIECES = 10_000


class Line(msgspec.Struct, frozen=True):
    """One line of a bill: how many of what, at how many đồng; `capped` is what the cap took off.

    `what` is "page" (trang), "later_page" (từ trang thứ ba), or the rate's own piece.
    """

    what: str
    count: int
    each: int
    capped: int = 0

    @property
    def due(self) -> int:
        """The line's amount in đồng."""
        return self.count * self.each - self.capped


class Fee(msgspec.Struct, frozen=True):
    """What is due in đồng; `lines` add up to it, `exempt` says why it is 0 nevertheless."""

    due: int
    lines: tuple[Line, ...]
    ground: Ground
    exempt: str = ""


class PageRate(msgspec.Struct, frozen=True):
    """A fee by pages of the original: the first pages, the later ones, and a cap for each copy."""

    first_pages: int
    each_first: int
    each_later: int
    cap: int
    ground: Ground


class FixedRate(msgspec.Struct, frozen=True):
    """A fee of so many đồng for each piece: a case, a contract, a copy."""

    piece: str
    each: int
    ground: Ground


class Exemption(msgspec.Struct, frozen=True):
    """Somebody who need not pay some of the fees (đối tượng được miễn phí)."""

    name: str
    rates: frozenset[str]
    ground: Ground


@cites(CERTIFICATION_FEES["Điều 4"])
@house_rule(41)
def certified_copy_fee(pages: int, copies: int, rate: PageRate) -> Fee:
    """The fee for `copies` certified copies of an original of `pages` pages.

    Each copy is counted and capped by itself. Refusals: `page_count_out_of_range`,
    `copy_count_out_of_range`.

    >>> from motcua.rules.law import Unverified
    >>> rate = PageRate(2, 2000, 1000, 200_000, Unverified("ví dụ"))
    >>> certified_copy_fee(pages=5, copies=3, rate=rate).due
    21000
    """
    _counted("page_count_out_of_range", pages, MOST_PAGES, rate.ground)
    _counted("copy_count_out_of_range", copies, MOST_PIECES, rate.ground)
    first = min(pages, rate.first_pages)
    later = pages - first
    over = max(0, first * rate.each_first + later * rate.each_later - rate.cap)
    off_later = min(over, later * rate.each_later)
    lines = [Line("page", first * copies, rate.each_first, (over - off_later) * copies)]
    if later:
        lines.append(Line("later_page", later * copies, rate.each_later, off_later * copies))
    return _bill(lines, rate.ground)


@cites(CERTIFICATION_FEES["Điều 4"])
@house_rule(41)
def fixed_fee(rate: FixedRate, count: int = 1) -> Fee:
    """The fee for `count` pieces; refused as `copy_count_out_of_range` below 1 or absurdly many."""
    _counted("copy_count_out_of_range", count, MOST_PIECES, rate.ground)
    return _bill([Line(rate.piece, count, rate.each)], rate.ground)


@cites(CERTIFICATION_FEES["Điều 5"])
def exempted(fee: Fee, rate_name: str, exemption: Exemption) -> Fee:
    """The same bill with nothing due, for the reason that the exemption gives.

    Refused as `not_exempt` when the exemption does not cover this rate.
    """
    if rate_name not in exemption.rates:
        raise Refusal("not_exempt", exemption.ground, rate=rate_name, exemption=exemption.name)
    return Fee(0, fee.lines, exemption.ground, exempt=exemption.name)


def _counted(word: str, count: int, most: int, ground: Ground) -> None:
    if not 1 <= count <= most:
        raise Refusal(word, ground, count=count, most=most)


def _bill(lines: Iterable[Line], ground: Ground) -> Fee:
    kept = tuple(lines)
    return Fee(sum(line.due for line in kept), kept, ground)

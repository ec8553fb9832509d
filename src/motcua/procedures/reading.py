"""One line of the national portal's file read as `Content`, with words for what is wrong in it.

The crawl lost units, glued fees into limits and form numbers into counts. Nothing is guessed:
what cannot be read is unknown, its text is kept, and a word says so (docs/decisions/0071).
A channel's fault never rejects a procedure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from motcua.procedures.facts import (
    LEVELS,
    LONG,
    Case,
    Content,
    Notice,
    Paper,
    Result,
    Term,
    checked,
)
from motcua.rules.folding import clean
from motcua.rules.limit import Channel, Limit, LimitUnit
from motcua.rules.refusal import Refusal

CHANNELS = {
    "Trực tiếp": Channel.COUNTER,
    "Dịch vụ bưu chính": Channel.POST,
    "Trực tuyến": Channel.ONLINE,
}
UNITS = {
    "Giờ": LimitUnit.HOURS,
    "Ngày làm việc": LimitUnit.WORKING_DAYS,
    "Ngày": LimitUnit.CALENDAR_DAYS,
    "Tháng": LimitUnit.MONTHS,
}
NOTHING = {"Không có thông tin", "--"}
FREE = "Miễn phí"
SMALL_NUMBER = 1_000_000
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
_DAYS = re.compile(r"[0-9]{1,4}")
_MONEY_IN_CELL = re.compile(r"[0-9]{1,4}(,[0-9]{3})+")
_SUM = re.compile(r"\d[\d.,]*\s*(đồng|đ\b|vnđ|việt nam đồng|usd)", re.IGNORECASE)
_ONLY_A_SUM = re.compile(r"([0-9]{1,3}(?:,[0-9]{3}){0,4}) Việt Nam Đồng")
# One digit, or a digit after a zero: longer ones have a form's year or number glued in front.
_COUNT = re.compile(r"(?:0?([0-9]) bản chính)?(?:,?0?([0-9]) bản sao)?")


def content_of(line: bytes) -> Content:
    """What a line says. Raises `line_not_text`, `line_not_json` and what `facts.checked` raises."""
    said = _decoded(line)
    channels, faults = _terms(said.get("cach_thuc"))
    papers = tuple(_papers(said.get("thanh_phan_ho_so")))
    levels = _texts(said.get("cap_thuc_hien"))
    bases = _texts(said.get("can_cu_phap_ly"))
    audience = _rejoined(_texts(said.get("doi_tuong")))
    kept = msgspec.json.encode({key: value for key, value in said.items() if key != "raw"})
    found = {
        "no_channel": not channels,
        "no_papers": not papers,
        "no_law": not bases,
        "no_field": not _text(said.get("linh_vuc")),
        "level_unknown": any(each not in LEVELS for each in levels),
        "paper_without_name": any(not each.name for each in papers),
        "paper_count_unreadable": any(each.originals is None for each in papers),
        "audience_in_pieces": len(audience) != len(_texts(said.get("doi_tuong"))),
        "letters_in_two_parts": not unicodedata.is_normalized("NFC", kept.decode()),
    }
    return checked(
        Content(
            code=_text(said.get("ma_thu_tuc")),
            name=_text(said.get("ten_thu_tuc")),
            field=_text(said.get("linh_vuc")),
            levels=tuple(LEVELS[each] for each in levels if each in LEVELS),
            decision=_text(said.get("so_quyet_dinh")),
            cases=(Case("", channels),),
            papers=papers,
            bases=bases,
            results=tuple(_results(said.get("ket_qua"))),
            audience=audience,
            agency=_text(said.get("co_quan_thuc_hien")),
            conduct=_text(said.get("trinh_tu_thuc_hien")),
            conditions=_text(said.get("yeu_cau_dieu_kien")),
            notice=_notice(said.get("thong_bao_bo_sung")),
            faults=(*(word for word, is_so in found.items() if is_so), *faults),
        )
    )


def _decoded(line: bytes) -> dict[str, Any]:
    try:
        line.decode()
    except UnicodeDecodeError as error:
        raise Refusal("line_not_text", position=error.start) from error
    try:
        said = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refusal("line_not_json", fault=str(error)[:120]) from error
    if not isinstance(said, dict):
        raise Refusal("line_not_json", fault=type(said).__name__)
    return said


def _text(value: object) -> str:
    """The text of a cell; what is no text, or says that there is nothing, is empty."""
    if isinstance(value, int | float) and 0 <= value < SMALL_NUMBER and value is not True:
        return str(value)
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in NOTHING else text


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in map(_text, _list(value)) if text)


def _rejoined(pieces: Iterable[str]) -> tuple[str, ...]:
    """Names that the crawl cut at a comma put together: an open bracket, or a small letter."""
    whole: list[str] = []
    for piece in pieces:
        if whole and (piece[0].islower() or whole[-1].count("(") > whole[-1].count(")")):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return tuple(whole)


def _results(value: object) -> Iterable[Result]:
    for each in _list(value):
        if isinstance(each, dict) and _text(each.get("ten")):
            yield Result(_text(each.get("ten")), _text(each.get("ma")))


def _notice(value: object) -> Notice | None:
    """An office's own addition to a line: the portal's file has no such cell."""
    if not isinstance(value, dict):
        return None
    days = _text(value.get("so_ngay_lam_viec"))
    return Notice(int(days) if _DAYS.fullmatch(days) else 0, _text(value.get("can_cu")))


def _papers(value: object) -> Iterable[Paper]:
    for each in _list(value):
        if not isinstance(each, dict):
            continue
        count = _text(each.get("so_luong"))
        match = _COUNT.fullmatch(count) if count else None
        originals, copies = match.groups() if match else (None, None)
        yield Paper(
            name=_text(each.get("ten")),
            group=_text(each.get("nhom")),
            originals=int(originals or 0) if match else None,
            copies=int(copies or 0) if match else None,
            count_text="" if match else count,
        )


def _terms(value: object) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """The channels that can be read, and words for the rows that cannot."""
    terms: list[Term] = []
    faults: list[str] = []
    for each in _list(value):
        channel = CHANNELS.get(_text(each.get("hinh_thuc"))) if isinstance(each, dict) else None
        if channel is None:
            faults.append("channel_unknown")
        else:
            terms.append(_term(channel, each))
    return tuple(terms), tuple(sorted(set(faults)))


def _term(channel: Channel, cell: dict[str, Any]) -> Term:
    faults: list[str] = []
    said = {key: _harmless(cell.get(key), faults) for key in ("so", "don_vi", "phi", "mo_ta")}
    limit = _limit(said["so"], said["don_vi"], faults)
    fee = _fee(said["phi"], said["mo_ta"], faults)
    return Term(
        channel,
        limit=limit,
        limit_text="" if limit else f"{said['so']} {said['don_vi']}".strip(),
        fee=fee,
        fee_text=said["mo_ta"],
        faults=tuple(faults),
    )


def _harmless(value: object, faults: list[str]) -> str:
    """A cell's text; one that no database takes is left out, with a word."""
    try:
        return clean(_text(value), LONG)
    except Refusal:
        faults.append("channel_text_unusable")
        return ""


def _limit(number: str, unit: str, faults: list[str]) -> Limit | None:
    if not number:
        faults.append("limit_without_number")
        return None
    if not unit:
        faults.append("limit_without_unit")
        if _MONEY_IN_CELL.fullmatch(number):
            faults.append("fee_in_limit_cell")
        return None
    if unit not in UNITS or not _NUMBER.fullmatch(number):
        faults.append("limit_unreadable")
        return None
    return Limit(Decimal(number), UNITS[unit])


def _fee(fee: str, description: str, faults: list[str]) -> int | None:
    """A fee in đồng when the source is plain about it: free, or nothing but one sum."""
    if fee == FREE:
        if _SUM.search(description):
            faults.append("fee_contradicted")
            return None
        return 0
    alone = _ONLY_A_SUM.fullmatch(description)
    return int(alone.group(1).replace(",", "")) if alone else None

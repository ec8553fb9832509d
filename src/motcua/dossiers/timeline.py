"""What happened to a dossier, for people: each event with its words, its text and its marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext, gettext_lazy

from motcua.dossiers import texts
from motcua.dossiers.models import KeptRow
from motcua.rules import events as ev
from motcua.web.formats import moment, money, short_moment

# The fields of an event that name a kept text, with the words that introduce it.
TOLD: tuple[tuple[str, Any], ...] = (
    ("missing", gettext_lazy("Cần bổ sung")),
    ("reason", gettext_lazy("Lý do")),
    ("late_entry", gettext_lazy("Nhập muộn vì")),
    ("question", gettext_lazy("Nội dung hỏi")),
    ("answer", gettext_lazy("Trả lời")),
    ("result", gettext_lazy("Kết quả")),
    ("confirmation", gettext_lazy("Xác nhận của người nộp")),
    ("value", gettext_lazy("Nội dung đúng")),
    ("notice", gettext_lazy("Nội dung")),
)
KINDS: Mapping[type[ev.Event], str] = {
    ev.Returned: "done",
    ev.Finished: "done",
    ev.SupplementRequested: "waiting",
    ev.ObligationRequested: "waiting",
    ev.GuidanceGiven: "waiting",
    ev.RefusedAtCounter: "late",
}
PAYMENTS: Mapping[str, Any] = {
    ev.Payment.CASH: gettext_lazy("Tiền mặt"),
    ev.Payment.TRANSFER: gettext_lazy("Chuyển khoản"),
    ev.Payment.ONLINE: gettext_lazy("Thanh toán trực tuyến"),
    ev.Payment.POSTAL: gettext_lazy("Qua bưu chính"),
}
# A shorter gap between deed and record is the time it takes to press a button.
LATE_BY = timedelta(minutes=1)


class Recorded(Protocol):
    """An event as the ledger hands it out."""

    version: int
    kind: str
    recorded_at: datetime

    @property
    def event(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the time line; `text` has one fact a line."""

    version: int
    at: datetime
    recorded_at: datetime
    title: str
    by: str
    text: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Speakers:
    """The names that an event's codes stand for: officers, units, and the dossier's kept rows."""

    officers: Mapping[str, str]
    units: Mapping[str, str]
    kept: Mapping[str, KeptRow]

    def officer(self, pseudonym: str) -> str:
        """A name, or the word for who is no officer."""
        said = {"applicant": gettext("Người nộp"), "system": gettext("Hệ thống")}
        return said.get(pseudonym) or self.officers.get(pseudonym, pseudonym)

    def unit(self, code: str) -> str:
        """A unit's short name."""
        return self.units.get(code, code)

    def authority(self, said: str) -> str:
        """Whom a question went to: the kept words, or a unit by its code."""
        kept = self.kept.get(said)
        return str(kept.body) if kept else self.unit(said)


def entry(recorded: Recorded, speakers: Speakers) -> Entry:
    """The line of one event."""
    event = recorded.event
    refused = isinstance(event, ev.Finished) and event.outcome is ev.Outcome.REFUSED
    return Entry(
        version=recorded.version,
        at=event.at,
        recorded_at=recorded.recorded_at,
        title=gettext("Đã từ chối giải quyết") if refused else gettext(texts.EVENTS[recorded.kind]),
        by=_who(event, speakers),
        text="\n".join(_said(recorded, speakers)),
        kind="late" if refused else KINDS.get(type(event)),
    )


def _who(event: ev.Event, speakers: Speakers) -> str:
    name = speakers.officer(event.by)
    if event.acting_for:
        absent = speakers.officer(event.acting_for)
        return gettext("%(name)s, thay %(absent)s") % {"name": name, "absent": absent}
    return name


def _said(recorded: Recorded, speakers: Speakers) -> Iterable[str]:
    """The facts and marks of an event, then the kept texts it names, then how late it was written."""
    event = recorded.event
    yield from facts(event, speakers)
    for name, says in TOLD:
        kept = speakers.kept.get(getattr(event, name, None) or "")
        if kept and kept.what == "text":
            yield f"{says}: {kept.body}"
    if recorded.recorded_at - event.at > LATE_BY:
        yield gettext("Nhập muộn: ghi vào hệ thống lúc %(at)s.") % {
            "at": short_moment(recorded.recorded_at)
        }


def facts(event: ev.Event, speakers: Speakers) -> Iterable[str]:
    """What an event's own codes and figures say."""
    for kinds, say in _FACTS:
        if isinstance(event, kinds):
            yield from (each for each in say(event, speakers) if each)


def _due(event: Any, speakers: Speakers) -> Iterable[str]:
    if event.promised:
        yield gettext("Hẹn trả: %(at)s.") % {"at": moment(event.promised)}


def _handed(event: Any, speakers: Speakers) -> Iterable[str]:
    to = speakers.unit(event.to_unit)
    named = getattr(event, "to_officer", None)
    to = f"{speakers.officer(named)} ({to})" if named else to
    back = getattr(event, "direction", None) is ev.Direction.BACK
    says = gettext("Chuyển lại bước trước, cho: %(to)s.") if back else gettext("Cho: %(to)s.")
    yield says % {"to": to}


def _assigned(event: Any, speakers: Speakers) -> Iterable[str]:
    yield gettext("Cho: %(to)s.") % {"to": speakers.officer(event.to_officer)}


def _supplement(event: Any, speakers: Speakers) -> Iterable[str]:
    if event.overdue:
        yield gettext("Yêu cầu này muộn hơn thời hạn thông báo của quy định.")
    if event.beyond:
        name = speakers.officer(event.approved_by or "")
        yield gettext("Vượt số lần quy định, được %(name)s đồng ý.") % {"name": name}


def _asked(event: Any, speakers: Speakers) -> Iterable[str]:
    facts = {
        "authority": speakers.authority(event.authority),
        "due": short_moment(event.answer_due),
    }
    yield gettext("Hỏi %(authority)s, hạn trả lời %(due)s.") % facts


def _apology(event: Any, speakers: Speakers) -> Iterable[str]:
    yield gettext("Gửi đúng hạn.") if event.in_time else gettext("Gửi muộn so với quy định.")
    if event.new_promised:
        yield gettext("Hẹn lại: %(at)s.") % {"at": moment(event.new_promised)}


def _charged(event: Any, speakers: Speakers) -> Iterable[str]:
    yield gettext("Số tiền: %(amount)s.") % {"amount": money(event.amount)}


def _paid(event: Any, speakers: Speakers) -> Iterable[str]:
    said = {
        "amount": money(event.amount),
        "how": PAYMENTS[event.how],
        "receipt": event.receipt,
    }
    yield gettext("%(amount)s, %(how)s, biên lai %(receipt)s.") % said


_FACTS: tuple[tuple[Any, Any], ...] = (
    (ev.Received | ev.Supplemented | ev.ObligationMet, _due),
    (ev.HandedOver | ev.PassedOn, _handed),
    (ev.Assigned, _assigned),
    (ev.SupplementRequested, _supplement),
    (ev.OpinionAsked, _asked),
    (ev.Apologised, _apology),
    (ev.FeeCharged | ev.FeeRefunded, _charged),
    (ev.FeePaid, _paid),
)


def pseudonyms(history: Iterable[Recorded]) -> set[str]:
    """Every officer that the events of a dossier name."""
    names = ("by", "acting_for", "to_officer", "approved_by")
    found = {getattr(each.event, name, None) for each in history for name in names}
    return {each for each in found if each} - {"applicant", "system"}


def unit_codes(history: Iterable[Recorded]) -> set[str]:
    """Every unit that the events of a dossier name."""
    names = ("unit", "to_unit", "authority")
    found = {getattr(each.event, name, None) for each in history for name in names}
    return {each for each in found if each}

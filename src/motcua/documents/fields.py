"""What each field of a slip says of a dossier: one function a field, named as in `law/slips.toml`.

A dossier is seen as it stood when the slip's event was recorded, so that a slip printed again is
the slip that was handed out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.documents.office import authority, office
from motcua.documents.values import Office, Table, day, moment, money, two
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.timeline import Recorded
from motcua.organisation.units import unit_at
from motcua.rules import events as ev
from motcua.rules.dossier import Dossier, replay
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.settings.law.regimes import state_name
from motcua.web.formats import duration

RETURNED_BY = {
    Channel.COUNTER: "Trả trực tiếp tại bộ phận một cửa",
    Channel.POST: "Trả qua dịch vụ bưu chính công ích",
    Channel.ONLINE: "Trả trên môi trường điện tử",
}
Value = str | tuple[str, ...] | Table


@dataclass(frozen=True)
class Occasion:
    """One event of a dossier, for which a slip is printed; `register` is its line in the book."""

    page: DossierPage
    entry: Recorded
    register: str = ""

    @property
    def event(self) -> Any:
        return self.entry.event

    @cached_property
    def then(self) -> Dossier:
        """The dossier after everything that was recorded together with the event."""
        known = [e.event for e in self.page.history if e.recorded_at <= self.entry.recorded_at]
        found = replay(known)
        assert found is not None  # noqa: S101 - the event itself is among them
        return found

    @cached_property
    def office(self) -> Office:
        """The desk that hands the slip out, as it was called on the day."""
        return office(self.then.unit, today(self.event.at))

    @cached_property
    def applicant(self) -> dict[str, Any]:
        """The applicant's kept data; empty after an erasure."""
        return self.page.person(self.then.applicant)


def _of_applicant(name: str) -> Callable[[Occasion], Value]:
    return lambda occasion: str(occasion.applicant.get(name, ""))


def _procedure(occasion: Occasion) -> Value:
    page = occasion.page
    case = page.case_name if page.case_name != "Mọi trường hợp" else ""
    return f"{page.procedure_name}{f' – {case}' if case else ''} ({occasion.then.procedure})"


def _papers(occasion: Occasion) -> Value:
    row = occasion.page.kept.get(occasion.then.papers or "")
    return Table(
        ("STT", "Tên giấy tờ", "Loại", "Số lượng"),
        tuple(
            (str(number), each["name"], *_counted(each))
            for number, each in enumerate(row.body if row else (), start=1)
        ),
    )


def _counted(paper: dict[str, Any]) -> tuple[str, str]:
    """Kinds and counts, a line each where a paper came as original and as copy."""
    found = [
        (word, str(paper[key]))
        for word, key in (("Bản chính", "originals"), ("Bản sao", "copies"))
        if paper.get(key)
    ]
    return "\n".join(kind for kind, _ in found), "\n".join(count for _, count in found)


def _copies(occasion: Occasion) -> Value:
    asked = getattr(occasion.event, "copies", 1)
    return "01 bộ" if asked == 1 else f"01 bộ, yêu cầu {two(asked)} bản"


def _limit(occasion: Occasion) -> Value:
    limit = occasion.then.limit
    return duration(limit).replace("\u00a0", " ") if limit else "danh mục không ghi"


def _promised(occasion: Occasion) -> Value:
    promised = occasion.then.promised
    return moment(promised) or "Khi có kết quả (danh mục không ghi thời hạn)"


def _collected_at(occasion: Occasion) -> Value:
    if occasion.then.channel is Channel.POST:
        return "Nhận qua dịch vụ bưu chính công ích"
    return occasion.office.full


def _fees(occasion: Occasion) -> Value:
    charges = occasion.then.charges
    if not charges:
        return ""
    return "; ".join(f"{money(each.amount)} ({_settled(each)})" for each in charges)


def _settled(charge: Any) -> str:
    if charge.exempt:
        return "được miễn"
    if charge.refunded:
        return f"đã nộp, đã hoàn {money(charge.refunded)}"
    return "đã nộp" if charge.open <= 0 else "chưa nộp"


def _kept(name: str) -> Callable[[Occasion], Value]:
    return lambda occasion: occasion.page.text(getattr(occasion.event, name, None))


def _missing(occasion: Occasion) -> Value:
    text = occasion.page.text(occasion.event.missing)
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def named_unit(occasion: Occasion, code: str) -> str:
    """What a unit is called as an authority; its code where no unit of that day has it."""
    try:
        return authority(unit_at(code, today(occasion.event.at)))
    except Refusal:
        return code


def _authority(occasion: Occasion) -> Value:
    return named_unit(occasion, occasion.then.authority or occasion.then.unit)


def _coordinating(occasion: Occasion) -> Value:
    speakers = occasion.page.speakers
    return "; ".join(dict.fromkeys(speakers.authority(o.authority) for o in occasion.then.opinions))


def _stage(occasion: Occasion) -> Value:
    before = replay(e.event for e in occasion.page.history if e.version < occasion.entry.version)
    if before is None:
        return ""
    if before.step_minutes:
        return occasion.page.step_name(before.step)
    return state_name(before.status)


def _result(occasion: Occasion) -> Value:
    ends = [e.event for e in occasion.page.history if isinstance(e.event, ev.Finished)]
    if not ends:
        return ""
    said = occasion.page.text(ends[-1].result)
    return said or ("Văn bản từ chối giải quyết" if ends[-1].outcome is ev.Outcome.REFUSED else "")


FIELDS: dict[str, Callable[[Occasion], Value]] = {
    "desk": lambda o: o.office.full,
    "applicant": _of_applicant("name"),
    "number": _of_applicant("number"),
    "phone": _of_applicant("phone"),
    "address": _of_applicant("address"),
    "email": _of_applicant("email"),
    "owner": lambda o: str(o.page.person(o.then.owner).get("name", "")),
    "procedure": _procedure,
    "papers": _papers,
    "copies": _copies,
    "limit": _limit,
    "received_at": lambda o: moment(o.then.received_at),
    "received_day": lambda o: day(o.then.received_at)[5:] if o.then.received_at else "",
    "promised": _promised,
    "original_promised": lambda o: moment(o.then.original_promised),
    "new_promised": lambda o: moment(o.event.new_promised),
    "collected_at": _collected_at,
    "fees": _fees,
    "register": lambda o: o.register,
    "missing": _missing,
    "reason": _kept("reason"),
    "officer": lambda o: o.page.speakers.officer(o.event.by),
    "code": lambda o: o.then.code,
    "authority": _authority,
    "coordinating": _coordinating,
    "stage": _stage,
    "at": lambda o: moment(o.event.at),
    "result": _result,
    "returned_by": lambda o: RETURNED_BY[o.event.channel],
}

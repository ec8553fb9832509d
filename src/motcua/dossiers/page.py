"""What the page of one dossier shows: facts, time line, deeds with their reasons, choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from motcua.dossiers import texts
from motcua.dossiers.actions import law_for
from motcua.dossiers.kept import read as read_kept
from motcua.dossiers.models import KeptRow
from motcua.ledger import store
from motcua.organisation.models import Assignment, Officer, Unit
from motcua.organisation.units import on
from motcua.procedures.models import Case, Process, Revision
from motcua.rules import events as ev
from motcua.rules import ontime
from motcua.rules.calendar import HANOI
from motcua.rules.deeds import all_now
from motcua.rules.dossier import Dossier, replay
from motcua.rules.due import due
from motcua.rules.law import Ground
from motcua.rules.refusal import Refusal
from motcua.web.due_texts import said
from motcua.web.sentences import sentence

WORKING_ROLES = ("desk_officer", "specialist", "signer", "records_clerk", "head")
# The fields of an event that name a kept text, with the words that introduce it.
TOLD = (
    ("missing", "Cần bổ sung"),
    ("reason", "Lý do"),
    ("late_entry", "Nhập muộn vì"),
    ("question", "Nội dung hỏi"),
    ("answer", "Trả lời"),
    ("result", "Kết quả"),
    ("confirmation", "Xác nhận của người nộp"),
    ("value", "Nội dung đúng"),
    ("notice", "Nội dung"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the time line."""

    version: int
    at: datetime
    recorded_at: datetime
    title: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed: its address while it is open, else the reason why not, as text."""

    name: str
    text: str
    href: str = ""
    reason: str = ""
    ground: Ground | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of the deeds offer to choose from; pairs of value and text."""

    desks: list[tuple[str, str]] = field(default_factory=list)
    receivers: list[tuple[str, str]] = field(default_factory=list)
    steps: list[tuple[int, str]] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)
    opinions: list[tuple[int, str]] = field(default_factory=list)
    entries: list[tuple[int, str]] = field(default_factory=list)
    fees: list[tuple[int, str]] = field(default_factory=list)


class DossierPage:
    """One dossier, read once: its events, its kept rows, the names of its people."""

    def __init__(self, stream: str, now: datetime) -> None:
        self.stream, self.now = stream, now
        self.history = store.read(stream)
        dossier = replay(entry.event for entry in self.history)
        if dossier is None:
            raise LookupError(stream)
        self.dossier: Dossier = dossier
        self.kept: dict[str, KeptRow] = read_kept(stream)
        self.law = law_for(dossier.authority or dossier.unit, now, dossier.regime)
        self.names = _officers(entry.event.by for entry in self.history)
        self.revision = Revision.objects.filter(pk=dossier.revision).first()

    def person(self, kept_id: str | None) -> dict[str, Any]:
        """A person's kept data; empty where there is none, or where it was erased."""
        row = self.kept.get(kept_id or "")
        return dict(row.body) if row else {}

    def papers(self) -> list[dict[str, Any]]:
        """The papers as they were handed in."""
        row = self.kept.get(self.dossier.papers or "")
        return list(row.body) if row else []

    def case_name(self) -> str:
        """The case as the catalogue names it."""
        names = Case.objects.filter(pk=self.dossier.case).values_list("name", flat=True)
        return names.first() or ""

    def entries(self) -> list[Entry]:
        """The time line, newest first."""
        lines = [
            Entry(
                version=each.version,
                at=each.event.at,
                recorded_at=each.recorded_at,
                title=gettext(texts.EVENTS[each.kind]),
                by=self._who(each.event),
                text=self._told(each.event),
            )
            for each in self.history
        ]
        return lines[::-1]

    def _who(self, event: ev.Event) -> str:
        by = {"applicant": gettext("Người nộp"), "system": gettext("Hệ thống")}.get(event.by)
        name = by or self.names.get(event.by, event.by)
        if event.acting_for:
            absent = self.names.get(event.acting_for, event.acting_for)
            return gettext("%(name)s, thay %(absent)s") % {"name": name, "absent": absent}
        return name

    def _told(self, event: ev.Event) -> str:
        parts = []
        for name, says in TOLD:
            kept = self.kept.get(getattr(event, name, None) or "")
            if kept and kept.what == "text":
                parts.append(f"{gettext(says)}: {kept.body}")
        parts += [gettext(words) for words in _marks(event)]
        return "\n".join(parts)

    def due_lines(self) -> list[dict[str, Any]]:
        """Why this date, line by line, as it is counted now."""
        dossier = self.dossier
        if dossier.limit is None or dossier.clock_start is None:
            return []
        try:
            lines = due(dossier.clock_start, dossier.limit, self.law.calendar).lines
        except Refusal:
            return []
        return [
            {"text": said(line, gettext), "day": line.day, "ground": line.ground} for line in lines
        ]

    def verdicts(self) -> list[dict[str, str]]:
        """What every named rule says, side by side."""
        found = ontime.verdicts(self.dossier, self.now, self.law.calendar)
        return [
            {"rule": gettext(texts.RULES[name]), "value": gettext(texts.CLASSES[each.value.value])}
            for name, each in found.items()
        ]

    def deeds(self, permitted: set[str], address: Any) -> list[DeedLine]:
        """Every deed this officer may do here, open ones with their address, others with why."""
        lines = []
        for name, refusal in all_now(self.dossier, self.law.regime).items():
            if name not in permitted:
                continue
            text = gettext(texts.DEEDS[name])
            if refusal is None:
                lines.append(DeedLine(name, text, href=address(name)))
            else:
                reason = sentence(Refusal(refusal.word, **refusal.facts), gettext)
                ground = refusal.grounds[0] if refusal.grounds else None
                lines.append(DeedLine(name, text, reason=reason, ground=ground))
        return sorted(lines, key=self._usual)

    def _usual(self, line: DeedLine) -> int:
        """The deed that is usually next comes first."""
        if self.dossier.pending and line.name == "confirm_handover":
            return -1
        order = ("return_result", "supplement", "meet_obligation", "hand_over", "finish", "pay")
        return order.index(line.name) if line.name in order else len(order)

    def choices(self, day: date) -> Choices:
        """What the forms offer; a few statements, asked for only by the page of a deed."""
        units = {unit.code: unit.short_name for unit in on(day).exclude(agency_code="")}
        here = self.dossier.holder_unit or self.dossier.unit
        staff = _staff([here, self.dossier.authority], day)
        return Choices(
            desks=[(code, name) for code, name in units.items() if code != self.dossier.unit],
            receivers=[
                (f"{row.unit_code}/{row.officer.pseudonym}", _titled(row, units)) for row in staff
            ],
            steps=self._steps(),
            heads=[
                (row.officer.pseudonym, row.officer.full_name)
                for row in staff
                if row.role == "head"
            ],
            opinions=[
                (each.number, f"{each.number}. {each.authority}")
                for each in self.dossier.opinions
                if each.answered is None
            ],
            entries=[(each.version, f"{each.version}. {each.title}") for each in self.entries()],
            fees=[
                (each.number, f"{each.number}. {each.amount:,} đ") for each in self.dossier.charges
            ],
        )

    def _steps(self) -> list[tuple[int, str]]:
        now = self.dossier.step
        following = now + 1
        names = self.step_names()
        count = len(self.dossier.step_minutes)
        found = [each for each in (following, *range(now - 1, -1, -1)) if not count or each < count]
        return [
            (each, names[each] if each < len(names) else gettext("Bước %(n)s") % {"n": each + 1})
            for each in found
        ]

    def step_names(self) -> list[str]:
        """The steps of the internal process, in order."""
        process = (
            Process.objects.filter(procedure__code=self.dossier.procedure).order_by("-pk").first()
        )
        return [step.name for step in process.steps.order_by("order")] if process else []


def _marks(event: ev.Event) -> Iterable[str]:
    """What the rules marked at an event."""
    if isinstance(event, ev.SupplementRequested):
        if event.overdue:
            yield "Muộn hơn thời hạn thông báo của quy định"
        if event.beyond:
            yield "Vượt số lần quy định, có người đứng đầu đồng ý"
    if isinstance(event, ev.Apologised):
        yield "Gửi đúng hạn" if event.in_time else "Gửi muộn"


def _officers(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Full names by pseudonym."""
    wanted = set(pseudonyms)
    return dict(Officer.objects.filter(pseudonym__in=wanted).values_list("pseudonym", "full_name"))


def _staff(units: Iterable[str], day: date) -> list[Assignment]:
    """Who works in these units on a day, by name."""
    rows = Assignment.objects.filter(
        unit_code__in=set(units), role__in=WORKING_ROLES, since__lte=day
    ).select_related("officer")
    held = [row for row in rows if row.until is None or row.until > day]
    return sorted(held, key=lambda row: row.officer.full_name)


def _titled(row: Assignment, units: dict[str, str]) -> str:
    return f"{row.officer.full_name} ({units.get(row.unit_code, row.unit_code)})"


def today(now: datetime) -> date:
    """The day in Hanoi."""
    return now.astimezone(HANOI).date()


def unit_names(codes: Iterable[str], day: date) -> dict[str, str]:
    """Short names of units on a day by code."""
    found: dict[str, str] = dict(
        on(day).filter(code__in=set(codes)).values_list("code", "short_name")
    )
    return found


__all__ = ["Choices", "DossierPage", "Unit", "today", "unit_names"]

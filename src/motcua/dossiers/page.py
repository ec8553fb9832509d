"""One dossier as its page shows it, read once: events, kept rows, names, promise, deeds.

Whoever may see what is decided by the view; here only what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from motcua.dossiers import probing, queries, texts, timeline, work_page
from motcua.dossiers.actions import law_for
from motcua.dossiers.kept import read as read_kept
from motcua.dossiers.kept import secret_of
from motcua.dossiers.models import KeptRow
from motcua.files.models import Attachment
from motcua.ledger import store
from motcua.organisation.access import masked
from motcua.organisation.units import on
from motcua.procedures.models import Case
from motcua.procedures.queries import processes_at
from motcua.rules import events as ev
from motcua.rules import ontime
from motcua.rules.calendar import HANOI
from motcua.rules.dossier import Dossier, replay
from motcua.rules.due import Due, Pause, after_pauses
from motcua.rules.law import Ground
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Status
from motcua.rules.workflow import Step
from motcua.web.names import named
from motcua.web.sentences import sentence

# What moves a dossier on, the likeliest first: these are buttons, the first of them filled.
USUAL = (
    "confirm_handover",
    "return_result",
    "supplement",
    "meet_obligation",
    "finish",
    "hand_over",
    "pay",
    "answer_opinion",
    "request_supplement",
    "pass_on",
)


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed: its address while it is open, else the reason why not, as text."""

    name: str
    text: str
    href: str = ""
    reason: str = ""
    ground: Ground | None = None
    hint: str = ""
    likely: bool = False


class DossierPage:
    """One dossier, read once. `LookupError` for a stream that never was."""

    def __init__(self, stream: str, now: datetime) -> None:
        self.stream, self.now = stream, now
        self.history = store.read(stream)
        dossier = replay(entry.event for entry in self.history)
        if dossier is None:
            raise LookupError(stream)
        self.dossier: Dossier = dossier
        self.kept: dict[str, KeptRow] = read_kept(stream)
        self.law = law_for(dossier.authority or dossier.unit, now, dossier.regime)

    @cached_property
    def names(self) -> queries.Names:
        """What its codes are called; one statement."""
        units = timeline.unit_codes(self.history) | {self.dossier.holder_unit}
        people = timeline.pseudonyms(self.history)
        return queries.names([self.dossier.procedure], people, units, today(self.now))

    @cached_property
    def speakers(self) -> timeline.Speakers:
        """The names that its events speak with."""
        return timeline.Speakers(self.names.officers, self.names.units, self.kept)

    @property
    def procedure_name(self) -> str:
        """The procedure, by its name where the catalogue has one."""
        return self.names.procedures.get(self.dossier.procedure, self.dossier.procedure)

    @cached_property
    def case_name(self) -> str:
        """The case as the catalogue names it; empty for a procedure's only one."""
        names = Case.objects.filter(pk=self.dossier.case).values_list("name", flat=True)
        return names.first() or ""

    def person(self, kept_id: str | None) -> dict[str, Any]:
        """A person's kept data; empty where there is none, or where it was erased."""
        row = self.kept.get(kept_id or "")
        return dict(row.body) if row else {}

    @property
    def applicant(self) -> dict[str, Any]:
        """The applicant's kept data; empty after an erasure."""
        return self.person(self.dossier.applicant)

    def people(self, whole: bool) -> list[dict[str, Any]]:
        """Who stands on the dossier and as what; identity numbers masked unless `whole`."""
        first = next(
            (each.event for each in self.history if getattr(each.event, "entered_by", None)), None
        )
        found = (
            (gettext("Người nộp"), self.applicant),
            (gettext("Chủ hồ sơ"), self.person(self.dossier.owner)),
            (gettext("Người nhập giúp"), self.person(getattr(first, "entered_by", None))),
        )
        return [
            {**body, "role": role, "number": _number(body, whole)} for role, body in found if body
        ]

    def papers(self) -> list[dict[str, Any]]:
        """The papers as they were last handed in."""
        row = self.kept.get(self.dossier.papers or "")
        return list(row.body) if row else []

    def secret(self) -> str:
        """The second secret of public tracking; empty where there is none any more."""
        return secret_of(self.kept)

    def attachments(self) -> list[Attachment]:
        """Its files that are still kept, in the order in which they came; one statement."""
        ids = self.attachment_ids()
        found = Attachment.objects.in_bulk(ids) if ids else {}
        return [found[each] for each in ids if each in found and not found[each].erased_at]

    def attachment_ids(self) -> list[str]:
        """The ids of the files put to it."""
        return [e.event.attachment for e in self.history if isinstance(e.event, ev.Attached)]

    def entries(self) -> list[timeline.Entry]:
        """The time line, newest first."""
        return [timeline.entry(each, self.speakers) for each in reversed(self.history)]

    def text(self, kept_id: str | None) -> str:
        """A kept text; empty where there is none."""
        row = self.kept.get(kept_id or "")
        return str(row.body) if row else ""

    def missing(self) -> list[str]:
        """What the applicant was last asked to bring, line by line, while it is waited for."""
        asked = [
            each.event
            for each in self.history
            if isinstance(each.event, ev.SupplementRequested | ev.GuidanceGiven)
        ]
        if not asked or self.dossier.status.value not in ("awaiting_papers", "awaiting_supplement"):
            return []
        return [line for line in self.text(asked[-1].missing).splitlines() if line.strip()]

    def tag(self) -> work_page.Tag:
        """Where it stands, as a word."""
        dossier = self.dossier
        outcome = dossier.outcome.value if dossier.outcome else ""
        return work_page.tag_of(
            dossier.status.value, outcome, dossier.promised, self.now, self.law.calendar
        )

    @cached_property
    def due(self) -> Due | None:
        """The due moment as the rules count it now, with its reasons; None where there is none."""
        dossier = self.dossier
        if dossier.limit is None or dossier.clock_start is None:
            return None
        try:
            return after_pauses(
                dossier.clock_start, dossier.limit, self._pauses(), self.law.calendar
            )
        except Refusal:
            return None

    def _pauses(self) -> tuple[Pause, ...]:
        """The waits since the clock last started that are over."""
        since = self.dossier.clock_start
        waits = sorted(
            (*self.dossier.supplements, *self.dossier.obligations), key=lambda each: each.start
        )
        return tuple(
            Pause(max(each.start, since), each.end)
            for each in waits
            if each.end and since and each.end > since
        )

    def due_lines(self) -> list[Any]:
        """Why this date, as `ui.why` takes it; a last line where the calendar changed since."""
        if self.due is None:
            return []
        lines: list[Any] = list(self.due.lines)
        if self.dossier.promised and self.due.promised != self.dossier.promised:
            says = gettext(
                "Lịch làm việc đã đổi sau khi hẹn: tính lại thì là %(now)s, nhưng giữ ngày đã hẹn."
            )
            at = f"{self.due.promised:%H:%M %d/%m/%Y}"
            lines.append({"text": says % {"now": at}, "day": None, "ground": None})
        return lines

    def will_move(self) -> str:
        """That the promise will move on when a wait is over, and how; empty where none is."""
        if self.dossier.promised is None:
            return ""
        if self.dossier.status is Status.AWAITING_SUPPLEMENT and self.law.regime.restart:
            return gettext("Khi bổ sung đủ, thời hạn tính lại từ đầu và có ngày hẹn mới.")
        if self.dossier.status in (Status.AWAITING_SUPPLEMENT, Status.AWAITING_OBLIGATION):
            return gettext("Thời gian chờ không tính vào thời hạn; chờ xong sẽ có ngày hẹn mới.")
        return ""

    def verdicts(self) -> list[tuple[str, str]]:
        """What every named rule says, side by side: its name and its word."""
        found = ontime.verdicts(self.dossier, self.now, self.law.calendar)
        return [
            (gettext(texts.RULES[name]), gettext(texts.CLASSES[each.value.value]))
            for name, each in found.items()
        ]

    def refusal(self, name: str, officer: str, acting_for: str | None) -> Refusal | None:
        """Why the rules would not let this officer do a deed now; None where they would."""
        return probing.refusal(
            name,
            self.dossier,
            probing.Asking(officer, acting_for, self.now, self.law.regime, self.law.calendar),
        )

    def named(self, refusal: Refusal) -> Refusal:
        """The same refusal with names where its facts are codes of people and units."""
        said = {
            "officer": self.speakers.officer,
            "to_unit": self.speakers.unit,
            "unit": self.speakers.unit,
            "authority": self.speakers.authority,
        }
        facts = {
            name: said[name](str(fact)) if name in said else fact
            for name, fact in refusal.facts.items()
        }
        return Refusal(refusal.word, *refusal.grounds, **facts)

    def says(self, refusal: Refusal) -> str:
        """The sentence of a refusal, without its grounds, which are drawn."""
        return sentence(Refusal(refusal.word, **self.named(refusal).facts), gettext)

    def deeds(
        self, officer: str, permitted: Mapping[str, str | None], address: Callable[[str], str]
    ) -> list[DeedLine]:
        """Every deed this officer may do here, open ones with their address, others with why.

        `permitted` names the deeds, each with the absent officer in whose place, if any.
        """
        lines = []
        for name, acting_for in permitted.items():
            refusal = self.refusal(name, officer, acting_for)
            text = gettext(texts.DEEDS[name])
            if refusal is None:
                hint, likely = self._hint(name), name in USUAL
                lines.append(DeedLine(name, text, href=address(name), hint=hint, likely=likely))
            else:
                ground = refusal.grounds[0] if refusal.grounds else None
                lines.append(DeedLine(name, text, reason=self.says(refusal), ground=ground))
        return sorted(lines, key=self._usual)

    def _hint(self, name: str) -> str:
        if name == "hand_over" and self.next_step:
            return gettext("Bước sau: %(step)s.") % {"step": self.next_step.name}
        return ""

    def _usual(self, line: DeedLine) -> int:
        """The deed that is usually next comes first; the result only after the last step."""
        if line.name == "finish" and self.next_step and self.dossier.step_minutes:
            return USUAL.index("hand_over") + 1
        return USUAL.index(line.name) if line.name in USUAL else len(USUAL)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the internal process it began with; none where the catalogue has another."""
        day = today(self.dossier.received_at or self.now)
        for process in processes_at(self.dossier.procedure, day):
            steps = tuple(Step(named(each.name), each.role) for each in process.steps.all())
            if len(steps) == len(self.dossier.step_minutes):
                return steps
        return ()

    @property
    def next_step(self) -> Step | None:
        """The step after this one; None at the last."""
        following = self.dossier.step + 1
        return self.steps[following] if following < len(self.steps) else None

    def step_name(self, number: int) -> str:
        """The name of a step, by its number from 0."""
        if number < len(self.steps):
            return self.steps[number].name
        return gettext("Bước %(n)s") % {"n": number + 1}


def _number(body: dict[str, Any], whole: bool) -> str:
    number = str(body.get("number", ""))
    return number if whole else masked(number)


def today(now: datetime) -> date:
    """The day in Hanoi."""
    return now.astimezone(HANOI).date()


def unit_names(codes: Iterable[str], day: date) -> dict[str, str]:
    """Short names of units on a day by code."""
    found: dict[str, str] = dict(
        on(day).filter(code__in=set(codes)).values_list("code", "short_name")
    )
    return found

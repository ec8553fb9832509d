"""What the ballots of a period say, for the units within reach; who said it is not shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from motcua.ballots.models import BallotRow
from motcua.dossiers.models import DossierRow, KeptRow
from motcua.organisation.permits import Scope
from motcua.rules.ballot import Question
from motcua.settings.law.ballots import ballot_named

COMMENTS = 50
# Below this nobody's answer could hide among the others (docs/decisions/0087).
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """One question and how often each of its choices was taken."""

    question: Question
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many answered this question."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Summary:
    """The ballots of a period: how many of how many dossiers that ended, by question."""

    ballots: int
    ended: int
    helped: int
    kiosk: int
    tallies: list[Tally]
    comments: list[str]

    @property
    def enough(self) -> bool:
        """Whether there are so many that nobody's answer can be told."""
        return self.ballots >= FEWEST


def summary(scope: Scope, since: datetime, until: datetime) -> Summary:
    """Counts from `since` to before `until`; three statements, and one for the comments."""
    there = scope.limit(DossierRow.objects.all(), "unit")
    rows = BallotRow.objects.filter(answered_at__gte=since, answered_at__lt=until)
    if not scope.everything:
        rows = rows.filter(dossier__in=there.values("stream"))
    counts: Counter[tuple[str, str, int]] = Counter()
    found = list(rows.order_by("-answered_at"))
    for row in found:
        counts.update((row.form, key, choice) for key, choice in row.choices.items())
    forms = {row.form for row in found}
    return Summary(
        ballots=len(found),
        ended=there.filter(finished_at__gte=since, finished_at__lt=until).count(),
        helped=sum(row.helped for row in found),
        kiosk=sum(row.way == "kiosk" for row in found),
        tallies=[
            Tally(
                question, tuple(counts[name, question.key, n] for n in range(len(question.choices)))
            )
            for name, form in ballot_named().items()
            if name in forms
            for question in form.questions
        ],
        comments=_comments([row.comment for row in found if row.comment][:COMMENTS]),
    )


def _comments(ids: list[str]) -> list[str]:
    kept = dict(KeptRow.objects.filter(pk__in=ids).values_list("id", "body"))
    return [str(kept[each]) for each in ids if each in kept]

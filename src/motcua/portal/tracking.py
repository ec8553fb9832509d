"""The answer to a citizen who asks after a dossier: by its code and the second secret.

Whoever has a code but not the secret learns nothing, not even that the code exists: a miss is
looked up, compared and answered in the same way whatever was wrong (docs/decisions/0081).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from motcua.ballots.actions import SLIPS
from motcua.ballots.tokens import token
from motcua.dossiers import queries
from motcua.dossiers.kept import SECRET_LETTERS, same_secret
from motcua.dossiers.page import DossierPage
from motcua.organisation import throttle
from motcua.rules import events as ev
from motcua.rules.law import HouseRule
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Status
from motcua.web.formats import money
from motcua.web.patience import as_a_reader

GROUND = HouseRule(81)
REASONED = ev.SupplementRequested | ev.Finished | ev.Stopped
# What the applicant is told of; hand-overs inside the office are not among it.
TOLD = (
    ev.Received
    | ev.PassedOn
    | ev.SupplementRequested
    | ev.Supplemented
    | ev.ObligationRequested
    | ev.ObligationMet
    | ev.Apologised
    | ev.FeePaid
    | ev.FeeRefunded
    | ev.Finished
    | ev.Returned
    | ev.Withdrawn
    | ev.Stopped
)
# What a typed secret is compared with where there is none to compare with; no letter of it occurs
# in a secret.
NOBODYS = "0" * SECRET_LETTERS


def stream_for(code: str, secret: str) -> str:
    """The stream of the dossier whose code and secret these are; "" for everything else."""
    found = queries.for_tracking(code.strip().upper())
    same = same_secret(secret, found.secret or NOBODYS)
    return found.stream if same and found.secret else ""


def count(code: str, address: str, at: datetime) -> throttle.Attempt:
    """One question is counted, before it is answered. Raises `too_many_questions`.

    The counters are those of guessed passwords, under names of their own.
    """
    asked = throttle.attempt(f"track|{code.strip()}", address)
    asked = throttle.Attempt(asked.account, f"track|{asked.address}")
    try:
        with as_a_reader():
            throttle.count(asked, at)
    except Refusal as refusal:
        raise Refusal("too_many_questions", GROUND, minutes=refusal.facts["minutes"]) from refusal
    return asked


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the dossier is, what is expected of the applicant, and why the date is the date."""

    procedure: str
    code: str
    where: str
    expected: str
    missing: list[str]
    reason: str
    promised: datetime | None
    appointed: datetime | None
    status: str
    state: str
    will_move: str
    lines: list[Any]
    steps: list[tuple[datetime, str]]
    ballot: str


def answer(stream: str, now: datetime) -> Answer:
    """What the applicant may know of their own dossier: no officer's name, no one else's data."""
    page = DossierPage(stream, now)
    dossier, tag = page.dossier, page.tag()
    said = _WHERE[dossier.status](page)
    return Answer(
        procedure=page.procedure_name,
        code=dossier.code,
        where=said[0],
        expected=said[1],
        missing=page.missing(),
        reason=_reason(page),
        promised=dossier.promised,
        appointed=dossier.appointed,
        status=tag.status,
        state=tag.text,
        will_move=page.will_move(),
        lines=page.due_lines() if dossier.promised else [],
        steps=_steps(page),
        ballot=_ballot(page),
    )


def _ballot(page: DossierPage) -> str:
    """The token of the ballot that belongs to the latest slip; "" where there is none."""
    slips = [each.version for each in page.history if each.kind in SLIPS]
    return token(page.stream, slips[-1]) if slips and not page.dossier.erased else ""


def _steps(page: DossierPage) -> list[tuple[datetime, str]]:
    """What happened that concerns the applicant, newest first; hand-overs inside do not."""
    told = {each.version for each in page.history if isinstance(each.event, TOLD)}
    return [(each.at, each.title) for each in page.entries() if each.version in told]


def _reason(page: DossierPage) -> str:
    """Why papers are asked for, why it was refused or stopped, in the office's own words."""
    asked = [each.event for each in page.history if isinstance(each.event, REASONED)]
    return page.text(asked[-1].reason) if asked and _waits_or_refused(page) else ""


def _waits_or_refused(page: DossierPage) -> bool:
    refused = page.dossier.outcome is ev.Outcome.REFUSED
    return refused or page.dossier.status in (Status.AWAITING_SUPPLEMENT, Status.STOPPED)


def _unit(page: DossierPage) -> str:
    return page.speakers.unit(page.dossier.holder_unit or page.dossier.unit)


def _worked(page: DossierPage) -> tuple[str, str]:
    facts = {"unit": _unit(page), "step": page.step_name(page.dossier.step)}
    where = (
        gettext("Hồ sơ đang được giải quyết tại %(unit)s, ở bước “%(step)s”.") % facts
        if page.steps
        else gettext("Hồ sơ đang được giải quyết tại %(unit)s.") % facts
    )
    return where, gettext("Ông/bà chưa phải làm gì. Đến nhận kết quả vào ngày hẹn.")


def _finished(page: DossierPage) -> tuple[str, str]:
    refused = page.dossier.outcome is ev.Outcome.REFUSED
    where = (
        gettext(
            "Cơ quan từ chối giải quyết hồ sơ. Văn bản trả lời đang ở bộ phận một cửa %(unit)s."
        )
        if refused
        else gettext("Kết quả đã có tại bộ phận một cửa %(unit)s.")
    )
    fee = sum(charge.open for charge in page.dossier.charges)
    expected = gettext("Mời ông/bà đến nhận trong giờ làm việc, mang theo giấy tiếp nhận.")
    if fee:
        says = gettext("Mời ông/bà đến nhận trong giờ làm việc và nộp %(fee)s phí, lệ phí.")
        expected = says % {"fee": money(fee)}
    return where % {"unit": _unit(page)}, expected


def _awaiting_papers(page: DossierPage) -> tuple[str, str]:
    where = gettext("Hồ sơ đang chờ ông/bà bổ sung giấy tờ.")
    expected = gettext("Mang những giấy tờ dưới đây đến bộ phận một cửa %(unit)s.")
    return where, expected % {"unit": _unit(page)}


def _awaiting_obligation(page: DossierPage) -> tuple[str, str]:
    where = gettext("Hồ sơ đang chờ ông/bà thực hiện nghĩa vụ tài chính.")
    return where, gettext("Nộp tiền theo thông báo đã nhận, rồi báo bộ phận một cửa.")


def _submitted(page: DossierPage) -> tuple[str, str]:
    where = gettext("Hồ sơ đã gửi, đang chờ bộ phận một cửa %(unit)s kiểm tra.")
    return where % {"unit": _unit(page)}, gettext("Ông/bà chưa phải làm gì.")


def _plain(where: Callable[[], str], expected: Callable[[], str]) -> Any:
    return lambda page: (where(), expected())


def _nothing() -> str:
    return gettext("Ông/bà không phải làm gì thêm.")


_WHERE: Mapping[Status, Callable[[DossierPage], tuple[str, str]]] = {
    Status.SUBMITTED: _submitted,
    Status.AWAITING_PAPERS: _awaiting_papers,
    Status.REFUSED_AT_COUNTER: _plain(lambda: gettext("Hồ sơ không được tiếp nhận."), _nothing),
    Status.RECEIVED: _worked,
    Status.IN_PROGRESS: _worked,
    Status.AWAITING_SUPPLEMENT: _awaiting_papers,
    Status.AWAITING_OBLIGATION: _awaiting_obligation,
    Status.FINISHED: _finished,
    Status.RETURNED: _plain(lambda: gettext("Kết quả đã trả cho ông/bà."), _nothing),
    Status.WITHDRAWN: _plain(
        lambda: gettext("Hồ sơ đã được rút theo yêu cầu của ông/bà."), _nothing
    ),
    Status.STOPPED: _plain(
        lambda: gettext("Cơ quan đã dừng giải quyết hồ sơ."),
        lambda: gettext("Hỏi bộ phận một cửa nơi nộp hồ sơ nếu chưa rõ lý do."),
    ),
}

"""The clocks of a dossier beside its due date: asking for papers, sending it on, the time lived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from motcua.dossiers.actions.common import Law
from motcua.procedures.queries import notice_of
from motcua.rules import ontime
from motcua.rules.dossier import Dossier
from motcua.rules.due import hand_over_by
from motcua.rules.law import ONE_STOP, Ground
from motcua.rules.limit import Channel
from motcua.rules.regime import Status
from motcua.rules.supplement import notice_due
from motcua.web.formats import moment


@dataclass(frozen=True, slots=True)
class NoticeTerm:
    """The last day for asking for papers: a sector rule's `basis`, or the general `ground`."""

    last: date
    working_days: int
    basis: str
    ground: Ground | None


@dataclass(frozen=True, slots=True)
class Sending:
    """By when a dossier has to leave the desk, in words, and by which rule."""

    says: str
    ground: Ground


def notice(dossier: Dossier, law: Law) -> NoticeTerm:
    """Until when the applicant may be asked for papers, and by which rule."""
    found = notice_of(dossier.revision)
    days = found.working_days if found else None
    return NoticeTerm(
        last=notice_due(dossier, law.regime, law.calendar, days),
        working_days=days or law.regime.notice_working_days,
        basis=found.basis if found else "",
        ground=None if found else law.regime.ground(ONE_STOP["Điều 19 khoản 4"]),
    )


def sending(dossier: Dossier, law: Law, now: datetime) -> Sending | None:
    """By when a dossier taken in directly has to leave the desk; None where that is no matter.

    The desk's own clock (61/2018/NĐ-CP Điều 18): it never touches the due date.
    """
    if dossier.received_at is None or dossier.channel is Channel.ONLINE:
        return None
    by = hand_over_by(dossier.received_at, law.calendar, law.regime.handover_cutoff)
    if dossier.first_handover is None and dossier.status is Status.RECEIVED:
        late = now > by
        open_ = gettext("Chuyển hồ sơ đến người giải quyết chậm nhất %(at)s.")
        says = gettext("Đã quá hạn chuyển hồ sơ đến người giải quyết: %(at)s.") if late else open_
    elif dossier.first_handover and dossier.first_handover > by:
        says = gettext("Hồ sơ đã được chuyển đi muộn, hạn là %(at)s.")
    else:
        return None
    return Sending(says % {"at": moment(by)}, law.regime.ground(ONE_STOP["Điều 18 khoản 2"]))


def lived(dossier: Dossier, law: Law, now: datetime) -> str:
    """How many days the applicant has waited, or waited in all; empty before anything came in."""
    found = ontime.lived_time(dossier, now, law.calendar)
    if found is None:
        return ""
    says = ngettext(
        "Người dân chờ %(days)s ngày kể từ lần nộp đầu tiên.",
        "Người dân chờ %(days)s ngày kể từ lần nộp đầu tiên.",
        found.days,
    )
    return says % {"days": found.days}

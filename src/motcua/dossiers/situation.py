"""The first line of a dossier's page: who has it, and what is next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.dossiers.page import DossierPage
from motcua.rules.regime import Status
from motcua.web.formats import money


@dataclass(frozen=True, slots=True)
class Situation:
    """`who` has it, and what `follows`; each a whole sentence."""

    who: str
    follows: str


def situation(page: DossierPage) -> Situation:
    """Where a dossier stands, for the officers who work on it."""
    follow = _FOLLOWS[page.dossier.status]
    return Situation(_who(page), follow(page))


def _who(page: DossierPage) -> str:
    dossier = page.dossier
    if not dossier.holder:
        return gettext("Chưa ai tiếp nhận.")
    facts = {
        "name": page.speakers.officer(dossier.holder),
        "unit": page.speakers.unit(dossier.holder_unit or dossier.unit),
    }
    if dossier.status in (Status.RETURNED, Status.WITHDRAWN, Status.STOPPED):
        return gettext("Người giữ sau cùng: %(name)s, %(unit)s.") % facts
    if dossier.step_minutes and dossier.status in (Status.RECEIVED, Status.IN_PROGRESS):
        facts["step"] = page.step_name(dossier.step)
        return gettext("%(name)s, %(unit)s đang giữ, ở bước “%(step)s”.") % facts
    return gettext("%(name)s, %(unit)s đang giữ.") % facts


def _worked(page: DossierPage) -> str:
    pending = page.dossier.pending
    if pending:
        to = page.speakers.officer(pending.to_officer or "") or page.speakers.unit(pending.to_unit)
        return gettext("Đang chờ %(to)s xác nhận đã nhận bàn giao.") % {"to": to}
    if page.next_step:
        return gettext("Việc tiếp theo: làm xong rồi bàn giao sang bước “%(step)s”.") % {
            "step": page.next_step.name
        }
    return gettext("Việc tiếp theo: ghi đã có kết quả.")


def _finished(page: DossierPage) -> str:
    fee = sum(charge.open for charge in page.dossier.charges)
    if fee:
        says = gettext("Việc tiếp theo: thu %(fee)s rồi trả kết quả.")
        return says % {"fee": money(fee)}
    return gettext("Việc tiếp theo: trả kết quả cho người nộp.")


def _says(text: Callable[[], str]) -> Callable[[DossierPage], str]:
    return lambda page: text()


_FOLLOWS: Mapping[Status, Callable[[DossierPage], str]] = {
    Status.SUBMITTED: _says(
        lambda: gettext("Việc tiếp theo: bộ phận một cửa kiểm tra và tiếp nhận.")
    ),
    Status.AWAITING_PAPERS: _says(
        lambda: gettext("Đang chờ người nộp hoàn thiện giấy tờ theo hướng dẫn.")
    ),
    Status.REFUSED_AT_COUNTER: _says(lambda: gettext("Hồ sơ không được tiếp nhận.")),
    Status.RECEIVED: _worked,
    Status.IN_PROGRESS: _worked,
    Status.AWAITING_SUPPLEMENT: _says(
        lambda: gettext("Đang chờ người nộp bổ sung giấy tờ đã được yêu cầu.")
    ),
    Status.AWAITING_OBLIGATION: _says(
        lambda: gettext("Đang chờ người nộp thực hiện nghĩa vụ tài chính.")
    ),
    Status.FINISHED: _finished,
    Status.RETURNED: _says(lambda: gettext("Đã trả kết quả, không còn việc gì.")),
    Status.WITHDRAWN: _says(lambda: gettext("Người nộp đã rút hồ sơ.")),
    Status.STOPPED: _says(lambda: gettext("Đã dừng giải quyết.")),
}

"""How a dossier's state is said on lists and pages: a word with its sign, near its date or late."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext, gettext_lazy, ngettext

from motcua.dossiers.queries import Names, Row
from motcua.rules.calendar import HANOI, ONE_DAY, Calendar
from motcua.rules.refusal import Refusal
from motcua.rules.regime import Status

NEAR_WORKING_DAYS = 1

VIEWS: Mapping[str, Any] = {
    "mine": gettext_lazy("Việc của tôi"),
    "to_confirm": gettext_lazy("Chờ tôi xác nhận"),
    "overdue": gettext_lazy("Quá hạn"),
    "soon": gettext_lazy("Đến hạn hôm nay, ngày mai"),
    "waiting": gettext_lazy("Chờ người dân"),
    "elsewhere": gettext_lazy("Chờ đơn vị khác"),
    "to_return": gettext_lazy("Chờ trả kết quả"),
    "online": gettext_lazy("Nộp trực tuyến"),
    "unit": gettext_lazy("Cả đơn vị"),
    "all": gettext_lazy("Mọi hồ sơ"),
}
# Why a view is empty.
EMPTY: Mapping[str, Any] = {
    "mine": gettext_lazy("Hồ sơ ông/bà tiếp nhận hoặc đã xác nhận nhận bàn giao sẽ hiện ở đây."),
    "to_confirm": gettext_lazy("Khi có người bàn giao hồ sơ cho ông/bà, hồ sơ hiện ở đây."),
    "overdue": gettext_lazy("Không hồ sơ nào đang giải quyết mà quá ngày hẹn."),
    "soon": gettext_lazy("Không hồ sơ nào phải xong trong hôm nay và ngày làm việc tới."),
    "elsewhere": gettext_lazy("Không hồ sơ nào của đơn vị đang nằm ở nơi khác."),
    "waiting": gettext_lazy("Không hồ sơ nào đang chờ người dân bổ sung hay nộp tiền."),
    "to_return": gettext_lazy("Kết quả làm xong mà chưa trả sẽ hiện ở đây."),
    "online": gettext_lazy("Hồ sơ nộp qua mạng chưa tiếp nhận sẽ hiện ở đây."),
    "unit": gettext_lazy("Đơn vị không có hồ sơ nào đang mở."),
    "all": gettext_lazy("Chưa có hồ sơ nào trong phạm vi được xem."),
}
# The states that say all by themselves: how they are drawn, and their word.
STATES: Mapping[str, tuple[str, Any]] = {
    Status.SUBMITTED: ("open", gettext_lazy("Chờ tiếp nhận")),
    Status.AWAITING_PAPERS: ("waiting", gettext_lazy("Chờ đủ giấy tờ")),
    Status.REFUSED_AT_COUNTER: ("refused", gettext_lazy("Từ chối tiếp nhận")),
    Status.AWAITING_SUPPLEMENT: ("waiting", gettext_lazy("Chờ bổ sung")),
    Status.AWAITING_OBLIGATION: ("waiting", gettext_lazy("Chờ nghĩa vụ tài chính")),
    Status.FINISHED: ("done", gettext_lazy("Có kết quả, chờ trả")),
    Status.RETURNED: ("done", gettext_lazy("Đã trả kết quả")),
    Status.WITHDRAWN: ("draft", gettext_lazy("Người nộp đã rút")),
    Status.STOPPED: ("draft", gettext_lazy("Đã dừng giải quyết")),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A state as `ui.tag` draws it."""

    status: str
    text: str


def tag_of(
    status: str, outcome: str, promised: datetime | None, now: datetime, calendar: Calendar
) -> Tag:
    """The word for where a dossier stands; while it is worked, how far its date is."""
    if status == Status.FINISHED and outcome == "refused":
        return Tag("refused", gettext("Từ chối, chờ trả"))
    if status in STATES:
        kind, word = STATES[status]
        return Tag(kind, str(word))
    if promised is None:
        return Tag("open", gettext("Chưa rõ thời hạn"))
    try:
        return _running(promised, now, calendar)
    except Refusal:
        # Beyond the years whose days off are announced, only before and after can be told.
        return (
            Tag("late", gettext("Quá hạn")) if now > promised else Tag("open", gettext("Trong hạn"))
        )


def _running(promised: datetime, now: datetime, calendar: Calendar) -> Tag:
    due, today = promised.astimezone(HANOI).date(), now.astimezone(HANOI).date()
    if now > promised:
        if due == today:
            return Tag("late", gettext("Quá giờ hẹn hôm nay"))
        days = calendar.working_days_between(due, today)
        if not days:
            # On the day off after it: late, and no working day has passed yet.
            return Tag("late", gettext("Quá hạn"))
        says = ngettext("Quá hạn %(n)s ngày làm việc", "Quá hạn %(n)s ngày làm việc", days)
        return Tag("late", says % {"n": days})
    days = calendar.working_days_between(today, due)
    if not days:
        return Tag("near", gettext("Đến hạn hôm nay"))
    says = ngettext("Còn %(n)s ngày làm việc", "Còn %(n)s ngày làm việc", days)
    return Tag("near" if days <= NEAR_WORKING_DAYS else "open", says % {"n": days})


def soon(now: datetime, calendar: Calendar) -> datetime:
    """The end of what is due today and tomorrow: of the next working day."""
    day = now.astimezone(HANOI).date() + ONE_DAY
    with suppress(Refusal):
        day = calendar.next_working(day)
    return datetime.combine(day, time.max, HANOI)


def line(row: Row, names: Names, now: datetime, calendar: Calendar, within: str) -> dict[str, Any]:
    """One row of a work list, with every word it shows; its page lies `within` the list's address."""
    tag = tag_of(row["status"], row["outcome"], row["promised"], now, calendar)
    return {
        "href": f"{within}{quote(row['code'] or row['stream'])}/",
        "code": row["code"],
        "applicant": row["applicant_name"],
        "procedure": names.procedures.get(row["procedure"], row["procedure"]),
        "tag": tag,
        "marked": tag.status if tag.status in ("late", "near") else None,
        "late_entry": row["late_entry"],
        "appointed": row["appointed"],
        "holder": _holder(row, names),
    }


def _holder(row: Row, names: Names) -> str:
    """Who answers for it, and who is asked to take it."""
    holder = names.officers.get(row["holder"], "")
    if not row["pending_unit"]:
        return holder
    to = names.officers.get(row["pending_officer"], "") or names.units.get(row["pending_unit"], "")
    return gettext("%(holder)s, chờ %(to)s nhận") % {"holder": holder, "to": to}

"""Pages for what went wrong: what happened, what now, and never how the program looks inside.

None of them asks the database or who is logged in, so they work when those do not.
"""

from __future__ import annotations

import errno
import logging
import secrets
import sys

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from motcua.rules.refusal import Refusal
from motcua.web import kept
from motcua.web.pages import render
from motcua.web.sentences import sentence

log = logging.getLogger(__name__)
# Result codes of SQLite's C library: another writer (5, 6), input or output (10), cannot open (14).
SQLITE_BUSY = {5, 6, 10, 14}
SQLITE_FULL = 13
# The file that its connections share cannot grow either: so it says that of a full disk.
SQLITE_NO_ROOM_TO_SHARE = 10 | 19 << 8
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
POSTGRES_FULL = "53100"


def page(request: HttpRequest, status: int, title: str, says: str, **more: object) -> HttpResponse:
    context = {"title": title, "says": says, "kept": None, "grounds": (), "incident": ""} | more
    return render(request, "web/error.html", context, status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when more was sent than a form may hold."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return page(
            request,
            413,
            gettext("Nội dung gửi lên quá lớn"),
            gettext(
                "Biểu mẫu chứa nhiều chữ hơn mức hệ thống nhận. Chưa có gì được lưu. "
                "Hãy bấm Quay lại trên trình duyệt, rút ngắn mục dài nhất rồi gửi lại."
            ),
        )
    return page(
        request,
        400,
        gettext("Yêu cầu không đọc được"),
        gettext("Chưa có gì được lưu. Hãy quay lại trang trước và làm lại từ đó."),
    )


def unreadable(request: HttpRequest) -> HttpResponse:
    """400: the text holds signs that no keyboard gives, or is not UTF-8."""
    return page(
        request,
        400,
        gettext("Có ký tự không đọc được"),
        gettext(
            "Chữ gửi lên có ký tự hỏng hoặc không theo bảng mã Unicode (UTF-8). "
            "Chưa có gì được lưu. Hãy quay lại, xóa đoạn dán từ nơi khác và gõ lại."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; the exception's own text when the one who raised it gave a sentence."""
    given = str(exception) if isinstance(exception, PermissionDenied) else ""
    return page(
        request,
        403,
        gettext("Ông/bà không được mở trang này"),
        given
        or gettext(
            "Việc này không thuộc quyền được giao cho tài khoản đang dùng. "
            "Nếu cần làm việc này, hãy nhờ người quản trị của cơ quan giao quyền."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return page(
        request,
        404,
        gettext("Không tìm thấy trang"),
        gettext(
            "Địa chỉ có thể gõ sai hoặc trang đã dời đi. "
            "Hãy xem lại địa chỉ, hoặc bắt đầu lại từ trang đầu."
        ),
    )


def not_this_way(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: the address is right, but it is not asked like this."""
    response = page(
        request,
        405,
        gettext("Không mở được trang theo cách này"),
        gettext(
            "Địa chỉ này chỉ dùng khi bấm nút trên trang. Chưa có gì được lưu. "
            "Hãy bắt đầu lại từ trang đầu."
        ),
    )
    response.headers["Allow"] = allowed
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500, with a number that the log knows too; a database that cannot now has its own page."""
    fault = sys.exc_info()[1]
    passing = cannot_now(request, fault) if isinstance(fault, Exception) else None
    if passing is not None:
        return passing
    incident = secrets.token_hex(4)
    log.error("incident %s: %s", incident, type(fault).__name__)
    return page(
        request,
        500,
        gettext("Hệ thống gặp lỗi"),
        gettext(
            "Lỗi ở phía hệ thống, không phải do ông/bà. Việc vừa gửi chưa được lưu. "
            "Hãy quay lại trang trước và thử lại; nếu vẫn lỗi, báo người quản trị mã sự cố dưới đây."
        ),
        incident=incident,
    )


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """409: a rule said no, in its own sentence, with its grounds drawn as what they are."""
    bare = Refusal(refusal.word, **refusal.facts)
    return page(
        request,
        409,
        gettext("Chưa làm được việc này"),
        sentence(bare, gettext),
        grounds=refusal.grounds,
    )


def cannot_now(request: HttpRequest, fault: Exception) -> HttpResponse | None:
    """503, or 507 on a full disk, with what was typed and a button that sends it again.

    None when the fault is not one that passes by itself, such as a wrong statement.
    """
    trouble = trouble_of(fault)
    if trouble is None:
        return None
    log.warning("the database or disk is %s: %s", trouble, request.path)
    typed = kept.fields(request) if request.method == "POST" else []
    more = {"kept": typed, "again": request.get_full_path(), "files": bool(request.FILES)}
    if trouble == "full":
        return page(
            request,
            507,
            gettext("Máy chủ hết chỗ lưu"),
            gettext(
                "Việc vừa gửi chưa được lưu vì ổ đĩa của máy chủ đã đầy. Hãy báo người quản trị, "
                "giữ nguyên trang này và bấm Thử lại khi được báo đã xong."
            ),
            **more,
        )
    response = page(request, 503, gettext("Hệ thống đang bận"), _busy(request), **more)
    response.headers["Retry-After"] = "5"
    return response


def _busy(request: HttpRequest) -> str:
    if request.method == "POST":
        return gettext(
            "Cơ sở dữ liệu đang bận nên việc vừa gửi chưa được lưu. "
            "Hãy chờ một lát rồi bấm Thử lại; những gì đã gõ vẫn còn trong trang này."
        )
    return gettext(
        "Cơ sở dữ liệu đang bận nên trang này chưa mở được. Hãy chờ một lát rồi bấm Thử lại."
    )


def trouble_of(fault: Exception) -> str | None:
    """Of a database or disk that cannot now: `busy` (away too) or `full`; None for other faults."""
    if isinstance(fault, OSError) and fault.errno in DISK_FULL:
        return "full"
    if not isinstance(fault, OperationalError | InterfaceError):
        return None
    state = getattr(fault.__cause__, "sqlstate", None)
    code = getattr(fault.__cause__, "sqlite_errorcode", None)
    if state == POSTGRES_FULL or code == SQLITE_NO_ROOM_TO_SHARE:
        return "full"
    if code is not None and code & 0xFF == SQLITE_FULL:
        return "full"
    return "busy" if code is None or code & 0xFF in SQLITE_BUSY else None

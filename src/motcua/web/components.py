"""Examples of every component, with invented people and fixed days: the page /thanh-phan/."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.rules.law import CIVIL_CODE, ONE_STOP, HouseRule, Unverified
from motcua.rules.limit import Limit, LimitUnit
from motcua.web.assets import COMPONENTS
from motcua.web.forms import DayField, Line, OnceForm, Text

_FIRST = ("promise", "deeds", "counts", "table", "timeline", "summary", "form")


class ExampleForm(OnceForm):
    """One field of each kind."""

    name = Line(
        label=gettext_lazy("Họ và tên người nộp"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    copies = forms.IntegerField(
        label=gettext_lazy("Số bản sao"),
        help_text=gettext_lazy("Mỗi bản sao tính phí theo số trang."),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    born = DayField(label=gettext_lazy("Ngày sinh"), help_text=gettext_lazy("Ví dụ: 27 3 1985"))
    way = forms.ChoiceField(
        label=gettext_lazy("Cách nhận kết quả"),
        choices=[
            ("counter", gettext_lazy("Tại bộ phận một cửa")),
            ("post", gettext_lazy("Qua bưu chính")),
        ],
        widget=forms.RadioSelect,
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ đã nộp"),
        choices=[("form", gettext_lazy("Tờ khai")), ("card", gettext_lazy("Căn cước"))],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Trường hợp"),
        choices=[("", gettext_lazy("Chọn…")), ("new", gettext_lazy("Đăng ký mới"))],
    )
    note = Text(label=gettext_lazy("Ghi chú"), required=False, widget=forms.Textarea({"rows": 3}))
    scan = forms.FileField(
        label=gettext_lazy("Bản chụp"),
        required=False,
        help_text=gettext_lazy("PDF hoặc ảnh, tối đa 10 MB."),
    )
    slip = forms.BooleanField(label=gettext_lazy("In giấy tiếp nhận"), required=False)


def titles() -> dict[str, str]:
    """What each component is called on the page of examples."""
    return {
        "again": gettext("Gửi lại"),
        "button": gettext("Nút"),
        "checklist": gettext("Giấy tờ đã nhận"),
        "clip": gettext("Chữ dài trong danh sách"),
        "counts": gettext("Số đếm"),
        "deeds": gettext("Việc làm được"),
        "doors": gettext("Lối vào"),
        "empty": gettext("Danh sách trống"),
        "error_summary": gettext("Tóm tắt lỗi"),
        "filters": gettext("Bộ lọc"),
        "folder": gettext("Trang về một việc"),
        "form": gettext("Biểu mẫu"),
        "ground": gettext("Căn cứ"),
        "notice": gettext("Thông báo"),
        "pages": gettext("Chuyển phần danh sách"),
        "promise": gettext("Ngày hẹn trả"),
        "search": gettext("Ô tìm kiếm"),
        "sign": gettext("Dấu hiệu"),
        "slip": gettext("Mã đưa cho người nộp"),
        "summary": gettext("Bảng tóm tắt"),
        "table": gettext("Danh sách"),
        "tabs": gettext("Các danh sách"),
        "tag": gettext("Trạng thái"),
        "turn": gettext("Số thứ tự"),
        "timeline": gettext("Diễn biến"),
        "why": gettext("Vì sao"),
    }


def names() -> list[str]:
    """Every component there is, those that make up a dossier's page first."""
    found = sorted(path.name for path in COMPONENTS.iterdir() if path.is_dir())
    return [*_FIRST, *(name for name in found if name not in _FIRST)]


def examples() -> dict[str, object]:
    """What the example templates are drawn with."""
    return {
        "names": names(),
        "titles": titles(),
        "form": _form(),
        "grounds": _grounds(),
        "limit": Limit(Decimal(3), LimitUnit.WORKING_DAYS),
        "days": [
            datetime(2025, 9, 5, 10, tzinfo=UTC),
            datetime(2025, 9, 9, 10, tzinfo=UTC),
            datetime(2025, 8, 29, 10, tzinfo=UTC),
        ],
        "lines": _lines(),
        "events": _events(),
        "table": {"columns": _columns()},
    }


def _form() -> ExampleForm:
    typed = {
        "idempotency_key": "0" * 32,
        "name": "Trần Thị Hạnh",
        "born_0": "31",
        "born_1": "2",
        "born_2": "1985",
    }
    return ExampleForm(typed | {"copies": "", "way": "post", "papers": ["form"], "slip": "on"})


def _grounds() -> list[object]:
    source = gettext("thông báo của đơn vị, chưa có văn bản")
    return [ONE_STOP["Điều 19 khoản 4"], HouseRule(10), Unverified(source)]


def _lines() -> list[dict[str, object]]:
    return [
        {
            "text": gettext("Ngày tiếp nhận, không tính vào thời hạn."),
            "day": date(2025, 8, 29),
            "ground": CIVIL_CODE["Điều 147 khoản 2"],
        },
        {
            "text": gettext("Nghỉ cuối tuần và lễ Quốc khánh: bốn ngày không tính."),
            "day": None,
            "ground": None,
        },
        {
            "text": gettext("Ngày làm việc thứ ba: ngày cuối của thời hạn, đến hết giờ làm việc."),
            "day": date(2025, 9, 5),
            "ground": HouseRule(10),
        },
    ]


def _events() -> list[dict[str, object]]:
    return [
        {
            "title": gettext("Đã trả kết quả"),
            "at": datetime(2025, 9, 5, 3, 20, tzinfo=UTC),
            "by": gettext("Bộ phận một cửa"),
            "text": None,
            "kind": "done",
        },
        {
            "title": gettext("Yêu cầu bổ sung giấy tờ"),
            "at": datetime(2025, 9, 3, 8, 5, tzinfo=UTC),
            "by": gettext("Công chức tư pháp – hộ tịch"),
            "text": gettext("Thiếu giấy chứng sinh. Ông/bà mang bản chính đến để đối chiếu."),
            "kind": "waiting",
        },
        {
            "title": gettext("Đã tiếp nhận"),
            "at": datetime(2025, 8, 29, 1, 15, tzinfo=UTC),
            "by": gettext("Bộ phận một cửa"),
            "text": None,
            "kind": None,
        },
    ]


def _columns() -> list[dict[str, str]]:
    return [
        {"text": gettext("Mã hồ sơ"), "kind": "code"},
        {"text": gettext("Người nộp"), "kind": "name"},
        {"text": gettext("Thủ tục"), "kind": "text"},
        {"text": gettext("Trạng thái"), "kind": "tag"},
        {"text": gettext("Hẹn trả"), "kind": "day"},
        {"text": gettext("Số bản"), "kind": "number"},
    ]

"""The register as a spreadsheet (XLSX), written row by row so that a long book needs no memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import xlsxwriter

from motcua.documents.register import Line
from motcua.rules.calendar import HANOI

HEADS = (
    ("TT", 6),
    ("Mã hồ sơ", 28),
    ("Tên thủ tục hành chính", 44),
    ("Số lượng hồ sơ (bộ)", 9),
    ("Tên tổ chức, cá nhân", 30),
    ("Địa chỉ, số điện thoại", 40),
    ("Cơ quan chủ trì giải quyết", 30),
    ("Tiếp nhận", 17),
    ("Hẹn trả kết quả", 17),
    ("Chuyển hồ sơ đến cơ quan giải quyết", 17),
    ("Nhận kết quả từ cơ quan giải quyết", 17),
    ("Ngày trả", 17),
    ("Phương thức", 26),
    ("Ghi chú", 26),
)


def xlsx(title: str, lines: Iterable[Line]) -> bytes:
    """One sheet: a title, the heads, a line each; numbers are numbers and days are days."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": title})
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        when = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet = workbook.add_worksheet("Sổ theo dõi")
        for column, (_, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(2, 2)
        sheet.write(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
        for column, (name, _) in enumerate(HEADS):
            sheet.write(1, column, name, head)
        for row, line in enumerate(lines, start=2):
            for column, value in enumerate(_cells(line)):
                if isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, when)
                elif isinstance(value, int):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_string(row, column, value)
    return out.getvalue()


def _cells(line: Line) -> tuple[str | int | datetime, ...]:
    return (
        line.number,
        line.code,
        line.procedure,
        int(line.sets),
        line.name,
        line.contact,
        line.authority,
        _local(line.received),
        _local(line.promised),
        _local(line.handed),
        _local(line.finished),
        _local(line.returned),
        line.how,
        line.note,
    )


def _local(value: datetime | None) -> datetime | str:
    """Hanoi's time without a zone, as a spreadsheet knows it; empty for none."""
    return value.astimezone(HANOI).replace(tzinfo=None) if value else ""

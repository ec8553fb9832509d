"""A procedure as the portal's file prints it, and one already published, for the room's tests."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from motcua.procedures import actions
from motcua.procedures.facts import Case, Content, Paper, Result, Term
from motcua.procedures.models import Origin, Revision
from motcua.procedures.rows import Provenance
from motcua.rules.limit import Channel, Limit, LimitUnit

AT = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
JULY = date(2025, 7, 1)
CODE = "1.001193"


def channel(way="Trực tiếp", number="5", unit="Ngày làm việc", fee="Miễn phí", says=None) -> dict:
    return {"hinh_thuc": way, "so": number, "don_vi": unit, "phi": fee, "mo_ta": says}


def said(**changes) -> dict:
    """One procedure as the portal prints it; a cell can be changed or, with `...`, left out."""
    row = {
        "ma_thu_tuc": CODE,
        "ten_thu_tuc": "Thủ tục đăng ký khai sinh",
        "so_quyet_dinh": "163/QĐ-BTP",
        "cap_thuc_hien": ["Cấp xã"],
        "linh_vuc": "Hộ tịch",
        "doi_tuong": ["Công dân Việt Nam"],
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "cach_thuc": [channel()],
        "thanh_phan_ho_so": [{"nhom": "--", "ten": "Giấy chứng sinh", "so_luong": "1 bản chính"}],
        "can_cu_phap_ly": ["60/2014/QH13"],
        "ket_qua": [{"ten": "Giấy khai sinh", "ma": "KQ.G15.000001"}],
        "trinh_tu_thuc_hien": "Nộp hồ sơ.",
        "yeu_cau_dieu_kien": "Không",
    }
    row |= changes
    return {key: value for key, value in row.items() if value is not ...}


def line(**changes) -> bytes:
    return json.dumps(said(**changes), ensure_ascii=False).encode()


def content(code=CODE, name="Đăng ký khai sinh", days="5", **changes) -> Content:
    limit = Limit(Decimal(days), LimitUnit.WORKING_DAYS)
    facts = {
        "code": code,
        "name": name,
        "field": "Hộ tịch",
        "levels": ("commune",),
        "decision": "163/QĐ-BTP",
        "cases": (Case("", (Term(Channel.COUNTER, limit=limit, fee=0),)),),
        "papers": (Paper("Giấy chứng sinh"), Paper("Tờ khai", originals=2, copies=1)),
        "bases": ("60/2014/QH13",),
        "results": (Result("Giấy khai sinh"),),
    }
    return Content(**(facts | changes))


def come(day=JULY, origin=Origin.IMPORT) -> Provenance:
    return Provenance(origin=origin, source="Tệp thử", valid_from=day, at=AT, by="system")


def published(code=CODE, day=JULY, **changes) -> Revision:
    """A revision drafted by one officer and published by another."""
    found = actions.draft(
        content(code, **changes), source="Cơ quan soạn", valid_from=day, at=AT, by="author"
    )
    return actions.publish(found.pk, act_number="12/QĐ-UBND", at=AT, by="approver")

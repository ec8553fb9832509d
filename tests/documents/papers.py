"""Dossiers of which each slip is printed, and the slip of each."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.documents import rendering, slips
from motcua.dossiers import actions
from motcua.dossiers.kept import Paper, Person
from motcua.dossiers.page import DossierPage
from motcua.rules.events import Payment
from tests.dossiers import builders
from tests.dossiers.builders import House

TRACKING = "https://motcua.hatinh.gov.vn/tra-cuu/"
PRINTED = builders.MORNING + timedelta(days=30)
NUMBER = slips.Number(own=7, register=12, year=2026)
APPLICANT = Person(
    "Trần Thị Hạnh",
    number="042185001234",
    phone="0900123456",
    email="hanh@example.vn",
    address="Thôn Mỹ Am, xã Cẩm Xuyên, tỉnh Hà Tĩnh",
)
PAPERS = (
    Paper("Tờ khai đăng ký việc giám hộ", originals=1, copies=2),
    Paper("Văn bản cử người giám hộ", copies=1),
)


def later(**more: int) -> datetime:
    return builders.MORNING + timedelta(**more)


def slip(stream: str, name: str, *, number: slips.Number = NUMBER, **more: object) -> slips.Paper:
    """The latest slip of a name that a dossier has, as a value."""
    page = DossierPage(stream, PRINTED)
    due = next(each for each in slips.slips_of(page.history) if each.name == name)
    said = {"number": number, "printed": PRINTED, "address": TRACKING} | more
    return slips.paper(page, due, **said)


def printed(stream: str, name: str, **more: object) -> bytes:
    """The same slip as PDF."""
    return rendering.pdf(slip(stream, name, **more), at=PRINTED)


def received(house: House, **more: object) -> str:
    fee = actions.Fee(50_000, "procedure", Payment.CASH)
    said = {"applicant": APPLICANT, "papers": PAPERS, "fee": fee} | more
    return builders.received(house, builders.CONTRACT, **said).stream


def handed_over(house: House) -> str:
    stream = received(house)
    builders.handed_over(house, stream, "tuan", at=later(minutes=20))
    return stream


def asked(house: House) -> str:
    stream = handed_over(house)
    hand = builders.hand(house["tuan"], later(minutes=40))
    lacking = "Bản sao Căn cước của người giám hộ\nVăn bản có xác nhận của nơi cư trú"
    actions.request_supplement(stream, lacking, "Chưa rõ người giám hộ", hand)
    return stream


def supplemented(house: House) -> str:
    stream = asked(house)
    more = (Paper("Căn cước của người giám hộ", copies=1),)
    actions.supplement(stream, more, builders.hand(house["lan"], later(days=1)))
    return stream


def apologised(house: House) -> str:
    stream = supplemented(house)
    hand = builders.hand(house["ky"], later(days=3))
    new = later(days=14).replace(hour=16, minute=0)
    actions.apologise(stream, "Phải xác minh ở địa phương khác", hand, new_promised=new)
    return stream


def stopped(house: House) -> str:
    stream = supplemented(house)
    actions.stop(stream, "Người giám hộ dự kiến đã chết", builders.hand(house["ky"], later(days=4)))
    return stream


def returned(house: House) -> str:
    fee = actions.Fee(4000, "procedure", Payment.CASH)
    return builders.served(house, applicant=APPLICANT, fee=fee, result="03 bản sao").stream


def refused(house: House) -> str:
    order = builders.order(applicant=APPLICANT)
    reason = "Không thuộc thẩm quyền của Ủy ban nhân dân xã"
    return actions.refuse_at_counter(order, reason, builders.hand(house["lan"])).stream


MADE = {
    "receipt_slip": received,
    "control_slip": handed_over,
    "supplement_slip": asked,
    "supplement_receipt": supplemented,
    "apology_slip": apologised,
    "stop_notice": stopped,
    "return_receipt": returned,
    "refusal_slip": refused,
}

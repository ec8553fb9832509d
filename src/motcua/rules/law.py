"""How a rule names the ground it stands on.

There are three grounds and they never look alike: an article of an instrument whose text we
hold, a house rule where the law is silent, and a source we could not verify.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal document (văn bản) that can be cited: `ONE_STOP["Điều 19 khoản 4"]`."""

    number: str
    title: str

    def __getitem__(self, place: str) -> Article:
        return Article(self, place)


@dataclass(frozen=True, slots=True)
class Article:
    """A place in an instrument; its wording lies in `law/articles.toml`.

    >>> str(ONE_STOP["Điều 19 khoản 4"])
    'Điều 19 khoản 4, 61/2018/NĐ-CP'
    """

    instrument: Instrument
    place: str

    def __str__(self) -> str:
        return f"{self.place}, {self.instrument.number}"


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A decision of this project where the law is silent: `docs/decisions/<number>-*.md`."""

    number: int

    def __str__(self) -> str:
        return f"Quy tắc nội bộ {self.number}"


@dataclass(frozen=True, slots=True)
class Unverified:
    """A rule whose text we do not hold; `source` says where it is known from."""

    source: str

    def __str__(self) -> str:
        return f"Chưa kiểm chứng: {self.source}"


Ground: TypeAlias = Article | HouseRule | Unverified

CIVIL_CODE = Instrument("91/2015/QH13", "Bộ luật Dân sự")
LABOUR_CODE = Instrument("45/2019/QH14", "Bộ luật Lao động")
ONE_STOP = Instrument(
    "61/2018/NĐ-CP",
    "Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính",
)
ONE_STOP_FORMS = Instrument(
    "01/2018/TT-VPCP", "Thông tư hướng dẫn một số quy định của Nghị định 61/2018/NĐ-CP"
)
CERTIFICATION = Instrument(
    "23/2015/NĐ-CP", "Nghị định về cấp bản sao từ sổ gốc, chứng thực bản sao, chữ ký, hợp đồng"
)
CERTIFICATION_FEES = Instrument("226/2016/TT-BTC", "Thông tư về phí chứng thực")
POST = Instrument(
    "45/2016/QĐ-TTg", "Quyết định về tiếp nhận hồ sơ, trả kết quả qua dịch vụ bưu chính công ích"
)
AGENCY_CODES = Instrument(
    "20/2020/QĐ-TTg", "Quyết định về mã định danh điện tử của các cơ quan, tổ chức"
)
PROCEDURE_CONTROL = Instrument("63/2010/NĐ-CP", "Nghị định về kiểm soát thủ tục hành chính")
CIVIL_STATUS = Instrument("123/2015/NĐ-CP", "Nghị định quy định chi tiết Luật Hộ tịch")

INSTRUMENTS = {
    each.number: each
    for each in (
        CIVIL_CODE,
        LABOUR_CODE,
        ONE_STOP,
        ONE_STOP_FORMS,
        CERTIFICATION,
        CERTIFICATION_FEES,
        POST,
        AGENCY_CODES,
        PROCEDURE_CONTROL,
        CIVIL_STATUS,
    )
}


def article(text: str) -> Article:
    """The article that a data file names as '61/2018/NĐ-CP Điều 19 khoản 4'.

    >>> article("61/2018/NĐ-CP Điều 19 khoản 4").place
    'Điều 19 khoản 4'
    """
    number, _, place = text.partition(" ")
    return INSTRUMENTS[number][place]


def cites(*articles: Article) -> Callable[[F], F]:
    """Mark a rule with the articles that it carries out."""

    def mark(rule: F) -> F:
        rule.__law__ = (*law_of(rule), *articles)  # type: ignore[attr-defined]
        return rule

    return mark


def house_rule(number: int) -> Callable[[F], F]:
    """Mark a rule that this project set where the law is silent."""

    def mark(rule: F) -> F:
        rule.__law__ = (*law_of(rule), HouseRule(number))  # type: ignore[attr-defined]
        return rule

    return mark


def law_of(rule: Callable[..., object]) -> tuple[Ground, ...]:
    """The grounds a rule was marked with, empty when it carries none."""
    grounds: tuple[Ground, ...] = getattr(rule, "__law__", ())
    return grounds

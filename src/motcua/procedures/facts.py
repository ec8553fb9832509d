"""What a source says of a procedure, as one value that every way in shares.

The portal's file, the starter catalogue and an office's own draft all become `Content`; it is
checked here once and stored by `rows`. Words in `faults` say what a source lacks.
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

import msgspec

from motcua.procedures.models import ACT, CODE, LINE, NAME
from motcua.rules.folding import clean
from motcua.rules.limit import Channel, Limit
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import Level, OnlineLevel

LONG = 100_000
# National code, then the older (1.001234.000.00.00.H27) or newer (1.000948.H38) local suffix.
_CODE = re.compile(r"[0-9]\.[0-9]{6}(\.[0-9A-Z]{1,4}){0,5}")
LARGEST_LIMIT = Decimal(9999)
LARGEST_FEE = 10**15
LONGEST_NOTICE = 365
MOST_ROWS = 2_000


class Term(msgspec.Struct, frozen=True):
    """Limit and fee by one channel; None is not known."""

    channel: Channel
    limit: Limit | None = None
    limit_text: str = ""
    fee: int | None = None
    fee_text: str = ""
    fee_rule: str = ""
    faults: tuple[str, ...] = ()


class Case(msgspec.Struct, frozen=True):
    """One case and its terms."""

    name: str
    terms: tuple[Term, ...]


class Paper(msgspec.Struct, frozen=True):
    """One paper; counts that cannot be read are None and `count_text` keeps what stands there."""

    name: str
    originals: int | None = 1
    copies: int | None = 0
    count_text: str = ""
    form: str = ""
    when: str = ""
    group: str = ""


class Notice(msgspec.Struct, frozen=True):
    """A sector rule's own time for sending a dossier back for papers, with the article it stands in.

    Where there is none, the general one holds (61/2018/NĐ-CP Điều 19 khoản 4).
    """

    working_days: int
    basis: str


class Result(msgspec.Struct, frozen=True):
    """One result and its national code."""

    name: str
    code: str = ""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What one revision says. None for a flag or the notice: the source does not speak of it."""

    code: str
    name: str
    field: str = ""
    levels: tuple[str, ...] = ()
    decision: str = ""
    cases: tuple[Case, ...] = ()
    papers: tuple[Paper, ...] = ()
    bases: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    online_level: OnlineLevel = OnlineLevel.UNKNOWN
    same_day: bool | None = None
    no_appointment: bool | None = None
    audience: tuple[str, ...] = ()
    agency: str = ""
    conduct: str = ""
    conditions: str = ""
    unverified: str = ""
    faults: tuple[str, ...] = ()
    notice: Notice | None = None

    def digest(self) -> str:
        """The same for the same content, whenever and wherever it is computed."""
        said = msgspec.structs.asdict(self)
        # Came later: what was digested without it is the same content still.
        if self.notice is None:
            del said["notice"]
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()

    def rows(self) -> int:
        """How many rows of the database it fills."""
        terms = sum(len(case.terms) for case in self.cases)
        parts = len(self.cases) + terms + len(self.papers) + len(self.bases) + len(self.results)
        return 3 + parts

    def all_faults(self) -> tuple[str, ...]:
        """The words of the procedure and of its terms, each once, in order."""
        of_terms = (word for case in self.cases for term in case.terms for word in term.faults)
        return tuple(sorted({*self.faults, *of_terms}))


def checked(content: Content) -> Content:
    """The content with every text clean and every figure in range.

    Raises `procedure_without_code`, `procedure_without_name`, `procedure_too_large`,
    `unusable_text`, `limit_impossible`, `fee_impossible`, `notice_impossible` and
    `notice_without_basis`.
    """
    code = clean(content.code, CODE)
    if not _CODE.fullmatch(code):
        raise Refusal("procedure_without_code", code=code)
    name = clean(content.name, NAME)
    if not name:
        raise Refusal("procedure_without_name", code=code)
    if content.rows() > MOST_ROWS:
        raise Refusal("procedure_too_large", rows=content.rows(), most=MOST_ROWS)
    return msgspec.structs.replace(
        content,
        code=code,
        name=name,
        field=clean(content.field, LINE),
        decision=clean(content.decision, ACT),
        cases=tuple(Case(clean(each.name, NAME), _terms(each)) for each in content.cases),
        papers=tuple(map(_paper, content.papers)),
        bases=tuple(clean(each, LINE) for each in content.bases),
        results=tuple(Result(clean(r.name, NAME), clean(r.code, LINE)) for r in content.results),
        audience=tuple(clean(each, LINE) for each in content.audience),
        agency=clean(content.agency, LONG),
        conduct=clean(content.conduct, LONG),
        conditions=clean(content.conditions, LONG),
        unverified=clean(content.unverified, LONG),
        notice=_notice(content.notice),
    )


def _notice(notice: Notice | None) -> Notice | None:
    if notice is None:
        return None
    if not 1 <= notice.working_days <= LONGEST_NOTICE:
        raise Refusal("notice_impossible", days=notice.working_days, most=LONGEST_NOTICE)
    basis = clean(notice.basis, LINE)
    if not basis:
        raise Refusal("notice_without_basis")
    return Notice(notice.working_days, basis)


def _terms(case: Case) -> tuple[Term, ...]:
    for each in case.terms:
        if each.limit is not None and not 0 <= each.limit.amount <= LARGEST_LIMIT:
            raise Refusal("limit_impossible", amount=each.limit.amount)
        if each.fee is not None and not 0 <= each.fee <= LARGEST_FEE:
            raise Refusal("fee_impossible", fee=each.fee)
    return tuple(
        msgspec.structs.replace(
            each,
            limit_text=clean(each.limit_text, LONG),
            fee_text=clean(each.fee_text, LONG),
        )
        for each in case.terms
    )


def _paper(paper: Paper) -> Paper:
    return msgspec.structs.replace(
        paper,
        name=clean(paper.name, LONG),
        count_text=clean(paper.count_text, LINE),
        form=clean(paper.form, LINE),
        when=clean(paper.when, LINE),
        group=clean(paper.group, NAME),
    )


LEVELS = {
    "Cấp bộ": "ministry",
    "Cấp tỉnh": Level.PROVINCE.value,
    "Cấp huyện": Level.DISTRICT.value,
    "Cấp xã": Level.COMMUNE.value,
    "Cơ quan khác": "other",
}

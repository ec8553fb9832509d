"""A slip as PDF, and batches of 100, against bare typst on the same template.

The limit is typst's own compiler, warm, on JSON that lies ready. Ours computes the slip from the
dossier's events and rows, draws its marks, and goes the whole way to the bytes. Batches: 100
dossiers' receipts, a PDF each, as a queue of a morning prints them; and the 100 blank slips of an
outage kit as one PDF. Both sides run in alternation in one process; medians are compared.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.settings.django")
os.environ["MOTCUA_HOME"] = tempfile.mkdtemp()

import django  # noqa: E402

django.setup()

import msgspec  # noqa: E402
import typst  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.dossiers import builders  # noqa: E402

from motcua.documents import outage, rendering, slips  # noqa: E402
from motcua.documents.models import ReservedSheets  # noqa: E402
from motcua.dossiers import actions  # noqa: E402
from motcua.dossiers.kept import Paper, Person  # noqa: E402
from motcua.dossiers.page import DossierPage  # noqa: E402
from motcua.rules.events import Payment  # noqa: E402

ADDRESS = "https://motcua.example/tra-cuu/"
ROUNDS = 30
BATCH = 100


def received(house: builders.House) -> str:
    """One dossier with four papers and a paid fee."""
    papers = tuple(Paper(f"Giấy tờ thứ {n} theo quy định", 1, n) for n in range(1, 5))
    fee = actions.Fee(50_000, "procedure", Payment.CASH)
    person = Person(
        "Trần Thị Hạnh", "042185001234", "0900123456", address="Thôn Mỹ Am, xã Cẩm Xuyên"
    )
    made = builders.received(house, builders.CONTRACT, applicant=person, papers=papers, fee=fee)
    return made.stream


def value(stream: str) -> slips.Paper:
    """The receipt of a dossier, computed from what is stored."""
    page = DossierPage(stream, builders.MORNING)
    due = next(each for each in slips.slips_of(page.history) if each.name == "receipt_slip")
    number = slips.Number(7, 12, 2026)
    return slips.paper(page, due, number=number, printed=builders.MORNING, address=ADDRESS)


def bare(papers: list[slips.Paper]) -> Callable[[int], object]:
    """Typst alone: the same template, fonts and standards, one input after another."""
    compiler = typst.Compiler(
        root=str(rendering.STANDARD), font_paths=rendering.fonts(rendering.STANDARD)
    )
    main = (rendering.MAIN % "slip").encode()
    ready = [msgspec.json.encode([each]).decode() for each in papers]
    whole = msgspec.json.encode(papers).decode()

    def compiled(at: int) -> object:
        return compiler.compile(
            main,
            format="pdf",
            sys_inputs={"papers": whole if at < 0 else ready[at % len(ready)]},
            pdf_standards=rendering.STANDARDS,
            timestamp=builders.MORNING,
        )

    return compiled


def alternated(
    limit: Callable[[int], object], ours: Callable[[int], object], rounds: int
) -> tuple[float, float]:
    """The median times of both, each round on another dossier."""
    times: tuple[list[float], list[float]] = ([], [])
    for at in range(rounds):
        for kept, run in zip(times, (limit, ours), strict=True):
            start = time.perf_counter()
            run(at)
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def row(what: str, limit: float, ours: float, least: float, note: str) -> None:
    print(
        json.dumps(
            {
                "what": what,
                "limit": "bare typst on the same template",
                "ratio": round(limit / ours, 3),
                "at_least": least,
                "note": f"{note}; bare {limit * 1000:.1f} ms, ours {ours * 1000:.1f} ms",
            }
        )
    )


def main() -> int:
    call_command("migrate", verbosity=0)
    house = builders.opened_house()
    streams = [received(house) for _ in range(BATCH)]
    papers = [value(each) for each in streams]
    limit = bare(papers)

    def one(at: int) -> object:
        return rendering.pdf(value(streams[at % BATCH]), at=builders.MORNING)

    def morning(at: int) -> object:
        return [one(number) for number in range(BATCH)]

    kit = ReservedSheets(unit=builders.CAM_XUYEN, year=2026, first=1, last=BATCH)
    blank = bare(outage.blank_slips(kit, "receipt_slip", builders.MORNING))

    def blanks(at: int) -> object:
        return rendering.pdf(
            *outage.blank_slips(kit, "receipt_slip", builders.MORNING), at=builders.MORNING
        )

    # Both warm: fonts read, templates parsed.
    limit(0), one(1), blank(-1)
    row("a slip as PDF", *alternated(limit, one, ROUNDS), 0.4, "the dossier is read")
    bare_morning = alternated(lambda at: [limit(n) for n in range(BATCH)], morning, 3)
    row(f"{BATCH} slips, a PDF each", *bare_morning, 0.6, f"{BATCH} dossiers are read")
    bare_blanks = alternated(lambda at: blank(-1), blanks, 7)
    row(f"{BATCH} blank slips as one PDF", *bare_blanks, 0.6, "an outage kit")
    return 0


if __name__ == "__main__":
    sys.exit(main())

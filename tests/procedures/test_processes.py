"""Internal processes: from an office's tables, matched by title, measured against the limit."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

from motcua.procedures import process_files, processes, queries
from motcua.procedures.models import Origin, Process
from motcua.procedures.process_files import days, normalised, role_of
from motcua.procedures.processes import ProcessFacts, StepRow
from motcua.rules import workflow
from motcua.rules.refusal import Refusal
from motcua.settings.law.catalogue import Level
from tests.procedures.builders import CODE, JULY, published

DAY = 480
MAY = date(2026, 5, 1)
STEPS = ["doc", "action", "responsible", "time", "time_merge", "time_other_case"]
INDEX = ["doc", "code", "title", "issue"]
TOTALS = ["doc", "sum_working_days"]
DOCUMENT = "quy_trinh_cap_ho_tich_cap_xa__DOC_001"


def facts(*times: str | None, day=JULY, level=Level.COMMUNE, **changes) -> ProcessFacts:
    steps = tuple(
        StepRow(f"Bước {n}", "specialist", working_days=time and Decimal(time))
        for n, time in enumerate(times, start=1)
    )
    said = {
        "procedure": CODE,
        "level": level,
        "title": "Đăng ký khai sinh",
        "steps": steps,
        "valid_from": day,
        "source": "Quy trình thử",
        "origin": Origin.IMPORT,
    }
    return ProcessFacts(**(said | changes))


def adopt(*times, **changes) -> Process | None:
    return processes.adopt(facts(*times, **changes))


@pytest.fixture
def folder(tmp_path):
    """`folder(title, rows, total)` holds the three tables with one process."""

    def written(title, steps, total="", issue="Ngày ban hành: 07/7/2025", document=DOCUMENT):
        tables = {
            "index.csv": (INDEX, [(document, "QT 01/CX-HCTP", title, issue)]),
            "steps.csv": (STEPS, [(document, *step) for step in steps]),
            "totals.csv": (TOTALS, [(document, total)]),
        }
        for name, (columns, rows) in tables.items():
            with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([columns, *rows])
        return tmp_path

    return written


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Thủ tục Đăng ký  khai sinh", "đăng ký khai sinh"),
        ("QUY TRÌNH\nĐăng ký khai sinh", "đăng ký khai sinh"),
        ("Quy trình thủ tục đăng ký khai sinh ", "đăng ký khai sinh"),
        ("Đăng ký thủ tục", "đăng ký thủ tục"),
    ],
)
def test_titles_are_compared_without_what_they_are_titles_of(title, same):
    assert normalised(title) == same


@pytest.mark.parametrize(
    ("printed", "known", "why"),
    [
        ("½ ngày", "0.5", "a half"),
        ("1/2 ngày", "0.5", "a half in another hand"),
        ("1/2", "0.5", "without its unit"),
        ("01 ngày", "1", "a zero in front"),
        ("1,5 ngày", "1.5", "a comma"),
        ("2.5 ngày", "2.5", "a dot"),
        ("05 ngày làm việc, kể từ ngày đồng ý", "5", "from something else on"),
        ("Niêm yết: 60 ngày, kể từ ngày xác minh", "60", "words before the number"),
        ("", None, "an empty cell"),
        ("ngay", None, "a word"),
    ],
)
def test_the_days_of_a_step_are_read(printed, known, why):
    assert days(printed) == (known and Decimal(known)), why


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công", "desk_officer"),
        ("Công chức Tư pháp - Hộ tich", "specialist"),
        ("Lãnh đạo Ủy ban nhân cấp xã", "signer"),
        ("Văn thư UBND", "records_clerk"),
        ("Công an thành phố", ""),
        ("", ""),
    ],
)
def test_whoever_is_printed_stands_for_a_role_or_for_another_authority(printed, role):
    assert role_of(printed) == role


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("times", "faults", "why"),
    [
        (("2", "3"), [], "five days of five"),
        (("5", None), [], "a shared time counts once"),
        (("5", "1"), ["steps_exceed_limit"], "six days of five are kept, and said"),
        ((), ["no_steps"], "no step at all"),
        ((None, "5"), ["step_without_time"], "nothing above to share"),
    ],
)
def test_a_process_is_measured_against_the_limit(times, faults, why):
    published()
    steps = queries.steps_of(adopt(*times))
    limits = processes.limits_of(CODE, JULY)
    assert processes.faults(steps, (), limits, DAY) == faults, why


@pytest.mark.django_db
def test_a_limit_that_changes_later_is_measured_anew():
    published()
    steps = queries.steps_of(adopt("5"))
    published(day=MAY, days="4")
    found = [processes.faults(steps, (), processes.limits_of(CODE, d), DAY) for d in (JULY, MAY)]
    assert found == [[], ["steps_exceed_limit"]]


@pytest.mark.django_db
def test_a_process_of_a_procedure_nobody_knows_is_refused():
    with pytest.raises(Refusal, match="no_such_procedure"):
        adopt("1")


@pytest.mark.django_db
def test_a_new_process_ends_the_old_one_and_each_level_has_its_own():
    published()
    adopt("5", title="Cũ")
    adopt("4", title="Mới", day=MAY)
    adopt("3", title="Tỉnh", level=Level.PROVINCE)
    assert adopt("4", title="Mới", day=MAY) is None

    def titles(day):
        return [each.title for each in queries.processes_at(CODE, day)]

    assert (titles(JULY), titles(MAY)) == (["Cũ", "Tỉnh"], ["Mới", "Tỉnh"])


@pytest.mark.django_db
def test_an_offices_tables_come_in(folder):
    published()
    steps = [
        ("Tiếp nhận", "Cán bộ tiếp nhận hồ sơ", "01 ngày", "", "01 ngày"),
        ("Thẩm tra", "Công chức Tư pháp - Hộ tịch", "", "merged_with_above", "02 ngày"),
        ("Ký", "Lãnh đạo UBND", "½ ngày", "", ""),
    ]
    place = folder("QUY TRÌNH\nĐăng ký khai sinh", steps, "1.5")
    done = process_files.import_folder(place, minutes_of_day=DAY)
    assert (done.read, done.imported, done.flagged, done.unmatched) == (1, 1, [], [])
    process = queries.processes_at(CODE, date(2025, 7, 7))[0]
    kept = [(s.role, s.working_days, s.other_time) for s in process.steps.all()]
    assert kept == [
        ("desk_officer", 1, "01 ngày"),
        ("specialist", None, "02 ngày"),
        ("signer", Decimal("0.5"), ""),
    ]
    again = process_files.import_folder(place, minutes_of_day=DAY)
    assert (again.imported, again.unchanged) == (0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "total", "fault", "why"),
    [
        (("Ký", "Lãnh đạo", "2 ngày, kể từ khi đủ", "", ""), "2", "time_conditional", "from when?"),
        (("Ký", "Lãnh đạo", "2 ngày", "", ""), "3", "total_differs", "the sum is another"),
        (("Ký", "Công an", "2 ngày", "", ""), "2", "step_without_role", "not of this unit"),
        (("Ký", "Lãnh đạo", "", "", ""), "0", "step_time_missing", "no time at all"),
    ],
)
def test_a_doubtful_table_is_stored_and_says_why(folder, step, total, fault, why):
    published()
    done = process_files.import_folder(
        folder("Đăng ký khai sinh", [step], total), minutes_of_day=DAY
    )
    assert fault in done.flagged[0][1], why
    process = Process.objects.get()
    assert fault in (*process.faults, *workflow.check(queries.steps_of(process), None, DAY)), why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "word", "why"),
    [
        ({"title": "Đăng ký sống chung"}, "process_without_procedure", "no such title"),
        ({"document": "quy_trinh_la__DOC_001"}, "process_of_unknown_field", "which field?"),
        ({"issue": "Lần ban hành:"}, "process_without_day", "no day"),
        ({"issue": "31/02/2025"}, "process_without_day", "no such day"),
        ({"title": "Trùng tên"}, "process_of_several", "two bear that name"),
    ],
)
def test_a_process_that_finds_no_procedure_is_listed_with_its_reason(folder, changes, word, why):
    published()
    published("2.000001", name="Trùng tên")
    published("2.000002", name="Thủ tục trùng tên")
    place = folder(**({"title": "Đăng ký khai sinh", "steps": []} | changes))
    done = process_files.import_folder(place, minutes_of_day=DAY)
    assert [refusal.word for _, refusal in done.unmatched] == [word], why
    assert not Process.objects.exists()


@pytest.mark.parametrize(
    ("held", "word", "why"),
    [
        (b"doc,code\n", "columns_missing", "another table"),
        (b"\xff\xfe", "line_not_text", "another encoding"),
        (b"x" * (process_files.LARGEST + 1), "table_too_large", "no table is so large"),
    ],
)
def test_a_table_that_is_none_of_ours_is_refused(tmp_path, held, word, why):
    (tmp_path / "steps.csv").write_bytes(held)
    with pytest.raises(Refusal) as no:
        process_files.import_folder(tmp_path, minutes_of_day=DAY)
    assert no.value.word == word, why

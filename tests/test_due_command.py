"""What `motcua due` answers, and how it says no."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from motcua import cli
from motcua.rules.due import Pause, after_pauses
from motcua.web.due_texts import LINES, said
from tests.guards import house
from tests.rules.times import NATIONAL, at, limit


def main(argv: list[str]) -> int:
    return cli.main(["due", *argv])


def test_the_promised_hour_is_the_answer(capsys):
    assert main(["2025-04-25T09:00", "5", "--in", "working-days"]) == 0
    assert capsys.readouterr().out == "2025-05-06 17:00\n"


def explained(argv: list[str], capsys) -> str:
    assert main([*argv, "--explain"]) == 0
    return capsys.readouterr().out


def test_the_answer_explains_itself(capsys):
    told = explained(["2025-04-24T18:00", "5"], capsys)
    assert [line.strip() for line in told.splitlines()][:5] == [
        "2025-05-06 17:00",
        "Thời hạn bắt đầu khi Bộ phận Một cửa tiếp nhận hồ sơ: 18:00 ngày 24/4/2025. "
        "(Căn cứ: Điều 17 khoản 1 điểm c, 61/2018/NĐ-CP)",
        "Lúc đó ngoài giờ làm việc nên tính từ đầu buổi làm việc tiếp theo: "
        "07:00 ngày 25/4/2025. (Quy tắc nội bộ 10)",
        "Ngày đầu tiên không tính, tính từ ngày liền sau. (Căn cứ: Điều 147 khoản 2, 91/2015/QH13)",
        "Ngày 26/4/2025 được tính là ngày làm việc: Làm bù cho ngày nghỉ 02/5/2025. "
        "(Chưa kiểm chứng: 6150/TB-BLĐTBXH năm 2024, theo báo chí; không có văn bản trong tay)",
    ]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["2025-03-03T09:00", "5", "--channel", "post"], "Điều 7 khoản 4, 45/2016/QĐ-TTg"),
        (["2025-03-03T09:00", "5", "--channel", "online"], "Chưa kiểm chứng"),
        (["2025-03-03T16:00", "1", "--same-day"], "Tiếp nhận sau 15:00"),
        (["2025-03-03T09:00", "1.5"], "Phần lẻ 0,5 ngày"),
        (["2025-03-03T09:00", "0.5", "--in", "months"], "nửa tháng là mười lăm ngày"),
        (["2025-03-03T09:00", "5", "--in", "calendar-days"], "Ngày cuối là ngày nghỉ"),
        (["2024-02-07T09:00", "1"], "từ ngày 08/02/2024 đến hết ngày 14/02/2024: Tết Nguyên đán"),
        (["2027-04-28T09:00", "3"], "chưa có thông báo"),
        (["2026-11-23T09:00", "1"], "Nghị quyết 80-NQ/TW"),
        (["2015-03-03T09:00", "1"], "Bộ luật Dân sự 2005"),
    ],
)
def test_what_is_special_about_a_date_is_said(argv, says, capsys):
    assert says in explained(argv, capsys)


def test_a_waiting_time_is_said_in_the_unit_of_the_limit():
    pause = Pause(at("2025-03-04T09:00"), at("2025-03-06T10:30"))
    for amount, unit, says in (
        (5, "working-days", "10:30 ngày 06/3/2025: 2 ngày làm việc."),
        (5, "calendar-days", "10:30 ngày 06/3/2025: 2 ngày."),
        (8, "hours", "10:30 ngày 06/3/2025: 17:30."),
    ):
        found = after_pauses(at("2025-03-03T09:00"), limit(amount, unit), (pause,), NATIONAL)
        assert any(said(line).endswith(says) for line in found.lines), unit


def test_every_sentence_has_a_line_and_every_line_a_sentence():
    code = (house.RULES / "explained.py").read_text("utf-8")
    channels = {"starts_counter", "starts_post", "starts_online"}
    assert sorted(word for word in LINES if f'"{word}"' not in code) == sorted(channels)


def test_json_has_the_day_the_hour_the_end_and_the_lines(capsys):
    assert main(["2025-04-25T09:00", "5", "--in", "working-days", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["date", "promised", "legal_end", "lines"]
    assert answer["date"] == "2025-05-06"
    assert answer["promised"] == "2025-05-06T17:00:00+07:00"
    assert answer["legal_end"] == "2025-05-07T00:00:00+07:00"
    assert len(answer["lines"]) > 5


def test_a_limit_in_hours_ends_at_its_instant(capsys):
    assert main(["2025-03-03T16:00", "2", "--in", "hours", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["promised"] == answer["legal_end"] == "2025-03-04T08:00:00+07:00"


def test_another_time_zone_is_brought_to_hanoi(capsys):
    assert main(["2025-04-25T02:00Z", "5"]) == 0
    assert capsys.readouterr().out == "2025-05-06 17:00\n"


def test_culture_day_can_be_left_a_working_day(capsys):
    for option, day in (([], "2026-11-25"), (["--no-culture-day"], "2026-11-24")):
        assert main(["2026-11-23T09:00", "1", *option]) == 0
        assert capsys.readouterr().out == f"{day} 17:00\n"


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (["2025-02-30T09:00", "5"], "2025-02-30"),
        (["2025-04-25T25:00", "5"], "25:00"),
        (["", "5"], "không phải thời điểm có thật"),
        (["0001-01-01T00:00+14:00", "5"], "không phải thời điểm có thật"),
        (["9999-12-31T23:59-12:00", "5"], "không phải thời điểm có thật"),
        (["2025-04-25T09:00", "-5"], "-5"),
        (["2025-04-25T09:00", "NaN"], "NaN"),
        (["2025-04-25T09:00", "1e999"], "1E+999"),
        (["2025-04-25T09:00", "999999"], "999999"),
        (["2025-04-25T09:00", "0.3", "--in", "months"], "0,3 tháng"),
        (["2030-01-01T09:00", "5"], "31/12/2027"),
        (["2027-12-31T09:00", "5"], "31/12/2027"),
        (["2014-12-26T09:00", "5"], "27/12/2014"),
        (["2025-04-25T09:00", "5", "--in", "weeks"], "weeks"),
        (["2025-04-25T09:00", "5", "--channel", "fax"], "fax"),
        (["x" * 10_000_000, "5"], "xxx"),
        (["2025-04-25T09:00", "9" * 10_000_000], "999"),
        (["2025-04-25T09:00", "5", "--in", "w" * 10_000_000], "www"),
        (["2025-04-25T09:00", "5", "--" + "w" * 10_000_000], "--help"),
        (["2025-04-25\x00T09:00", "5"], "2025-04-25?"),
        (["2025-04-25T09:00", "5\x00"], "5?"),
        (["\udc80", "5"], "UTF-8"),
        (["2025-04-25T09:00", "5", "6"], "--help"),
        ([], "--help"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(argv, names, capsys):
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert names in said.err
    assert said.err.count("\n") == 1
    assert len(said.err) < 300
    assert "Traceback" not in said.err


def test_it_answers_where_django_is_not_installed():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from motcua.cli import main\n"
        "assert main(['due', '2025-04-25T09:00', '5', '--explain']) == 0\n"
        "assert main(['due', '2030-04-25T09:00', '5']) == 2\n"
        "assert 'numpy' not in sys.modules\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("2025-05-06 17:00\n")

"""The desk's words: every deed, event, state and class has a name, every refusal a sentence."""

from __future__ import annotations

import re

import pytest

from motcua.dossiers.texts import CLASSES, DEEDS, EVENTS, NAMES, RULES, SENTENCES
from motcua.rules import ontime
from motcua.rules.events import KINDS
from motcua.rules.regime import Status
from motcua.settings.law.regimes import regime, state_name
from motcua.web.sentences import sentence
from tests.rules.builders import in_progress, received, refused


def test_every_deed_event_state_class_and_rule_has_a_name():
    assert set(DEEDS) == set(regime("nd61").deeds)
    assert set(EVENTS) == {kind for kind in KINDS if kind.startswith("dossier.")}
    assert set(CLASSES) == {each.value for each in ontime.Class}
    assert set(RULES) == set(ontime.RULES)
    assert {each.value: NAMES[each.value] for each in Status} == {
        each.value: state_name(each) for each in Status
    }


def test_a_rule_we_could_not_read_says_so_in_its_name():
    assert "chưa kiểm chứng" in RULES["index766"]
    assert "chưa kiểm chứng" in RULES["form06a"]


@pytest.mark.parametrize("word", sorted(SENTENCES))
def test_a_sentence_says_what_and_what_to_do_next(word):
    said = SENTENCES[word]
    assert said[0].isupper() or said[0] in "“%"
    assert said.endswith(".")
    assert len(re.findall(r"[.](?= |$)", said)) >= 2, "what, then what next"


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (
            lambda: refused(received(), "return_result", "2025-03-04"),
            "Hồ sơ đang ở trạng thái “đã tiếp nhận” nên chưa thể trả kết quả. "
            "Mở lịch sử của hồ sơ để xem việc nào đang chờ. "
            "(Căn cứ: Điều 20 khoản 3, 61/2018/NĐ-CP)",
        ),
        (
            lambda: refused(received(), "finish", "2025-03-01"),
            "Thời điểm 09:00 ngày 01/3/2025 ở trước lần ghi gần nhất của hồ sơ "
            "(09:00 ngày 03/3/2025). Chọn thời điểm muộn hơn; nếu lần ghi trước sai, "
            "đề nghị đính chính lần ghi đó.",
        ),
        (
            lambda: refused(in_progress(), "stop", "2025-03-05", reason=""),
            "Việc này phải nêu rõ lý do. Ghi lý do rồi lưu lại. (Quy tắc nội bộ 24)",
        ),
    ],
)
def test_an_officer_reads_a_whole_sentence_with_its_ground(refusal, said):
    assert sentence(refusal()) == said

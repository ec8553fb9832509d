"""What the parser's library says in English is said in Vietnamese, at a readable length."""

from __future__ import annotations

import argparse

import pytest

from motcua.web.command_line import SHOWN, day, dress, fault


def a_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("motcua thu")
    parser.add_argument("file", metavar="TỆP")
    parser.add_argument("--port", type=int)
    parser.add_argument("--kind", choices=["one", "two"])
    parser.add_argument("--since", type=day, metavar="NGÀY")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--here", action="store_true")
    either.add_argument("--there", action="store_true")
    return parser


# From the library itself, so that another Python's wording is noticed here.
WRONG = [
    ([], "Thiếu TỆP."),
    (["a", "b"], "Không có tham số b."),
    (["a", "--port"], "--port cần một giá trị."),
    (["a", "--port", "x"], "--port cần một số nguyên, không phải 'x'."),
    (["a", "--kind", "three"], "--kind không nhận 'three'; chọn "),
    (["a", "--since", "hôm qua"], "--since: “hôm qua” không phải một ngày từ năm 1900"),
    (["a", "--here", "--there"], "--there không đi cùng --here."),
    (["a", "--h"], "--h chưa rõ là tham số nào: "),
]


@pytest.mark.parametrize("argv, says", WRONG)
def test_what_was_typed_wrongly_is_said_in_vietnamese_with_exit_2(argv, says, capsys):
    with pytest.raises(SystemExit) as left:
        dress(a_parser(), {}).parse_args(argv)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert said.endswith("Gõ motcua thu --help để xem cách dùng.\n")


def test_what_was_typed_is_cut_and_harmless():
    said = fault(f"unrecognized arguments: \x1b[31m{'w' * 10_000_000}")
    assert "\x1b" not in said
    assert len(said) < SHOWN + 30


def test_a_message_that_is_not_known_is_handed_on():
    assert fault("something new") == "Chưa hiểu tham số: something new"

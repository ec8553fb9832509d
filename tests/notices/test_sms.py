"""What a text message costs: counted by the tables of GSM 03.38, against hand-counted cases."""

from __future__ import annotations

import pytest

from motcua.notices.sms import Length, length, without_marks


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("", Length("GSM", 0, 0), "nothing is no message"),
        ("a" * 160, Length("GSM", 160, 1), "a full single message"),
        ("a" * 161, Length("GSM", 161, 2), "one letter more makes two"),
        ("a" * 306, Length("GSM", 306, 2), "two parts of 153"),
        ("a" * 307, Length("GSM", 307, 3), "and three"),
        ("€" * 80, Length("GSM", 160, 1), "a letter of the extension takes two units"),
        ("a" * 152 + "€" + "a" * 152, Length("GSM", 306, 3), "its two units are never parted"),
        ("ă" * 70, Length("UCS-2", 70, 1), "a Vietnamese letter makes the whole message UCS-2"),
        ("ă" * 71, Length("UCS-2", 71, 2), "one more makes two"),
        ("ă" * 134, Length("UCS-2", 134, 2), "two parts of 67"),
        ("ă" * 135, Length("UCS-2", 135, 3), "and three"),
        ("é" * 160, Length("GSM", 160, 1), "é is in the network's alphabet, ê is not"),
        ("ê", Length("UCS-2", 1, 1), "ê"),
        ("😀", Length("UCS-2", 2, 1), "a letter outside the plane takes two"),
        ("ă" * 66 + "😀" + "ă" * 66, Length("UCS-2", 134, 3), "and is not parted either"),
    ],
)
def test_a_message_is_counted_as_the_network_counts_it(text, found, why):
    assert length(text) == found, why


def test_without_marks_every_vietnamese_letter_is_in_the_networks_alphabet():
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    text = "".join(letter + mark for letter in letters + letters.upper() for mark in marks)
    assert length(without_marks(text)).alphabet == "GSM"
    assert without_marks("Ễ Ậ Ự ễ ậ ự Đ đ") == "E A U e a u D d"

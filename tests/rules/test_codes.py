"""A dossier has one code for ever, and whoever reads it knows where and when it was received."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.codes import (
    DayFormat,
    DossierCode,
    Pattern,
    Scheme,
    dossier_code,
    is_agency_code,
    parse_code,
    pattern_on,
    serial_of,
)
from motcua.rules.law import ONE_STOP, ONE_STOP_FORMS, Unverified
from motcua.rules.refusal import Refusal

DECREE = Pattern(
    date(2018, 6, 21), Scheme.QCVN_102, DayFormat.DDMMYYYY, 4, 5, ONE_STOP["Điều 26 khoản 2"]
)
CIRCULAR = Pattern(
    date(2019, 1, 6), Scheme.QCVN_102, DayFormat.YYMMDD, 4, 5, ONE_STOP_FORMS["Điều 19 khoản 1"]
)
NEWER = Pattern(
    date(2025, 9, 15), Scheme.QD_20, DayFormat.YYYYMMDD, 7, 7, Unverified("mã thấy năm 2026")
)
PATTERNS = (DECREE, CIRCULAR, NEWER)


@pytest.mark.parametrize(
    ("pattern", "agency", "day", "serial", "code", "why"),
    [
        (CIRCULAR, "000.A0.01.H26", "2021-02-12", 9090, "000.A0.01.H26-210212-9090", "a real one"),
        (CIRCULAR, "000.19.04.H27", "2019-01-06", 1, "000.19.04.H27-190106-0001", "four digits"),
        (CIRCULAR, "000.19.04.H27", "2019-01-07", 9999, "000.19.04.H27-190107-9999", "the last"),
        (CIRCULAR, "000.19.04.H27", "2019-01-07", 10000, "000.19.04.H27-190107-10000", "wider"),
        (NEWER, "G09.20", "2026-06-09", 92637, "G09.20-20260609-0092637", "a real one"),
        (NEWER, "H27", "2025-09-15", 1, "H27-20250915-0000001", "the province itself"),
        (
            DECREE,
            "000.00.19.H27",
            "2018-06-21",
            7,
            "000.00.19.H27-21062018-0007",
            "day, month, year",
        ),
    ],
)
def test_a_code_is_written_as_its_time_prescribed(pattern, agency, day, serial, code, why):
    received = date.fromisoformat(day)
    assert dossier_code(pattern, agency, received, serial) == code, why
    assert parse_code(code, PATTERNS) == (agency, received, serial), why


@pytest.mark.parametrize(
    ("text", "scheme", "good", "why"),
    [
        ("000.19.04.H27", Scheme.QCVN_102, True, "four groups, the province last"),
        ("000.A0.01.H26", Scheme.QCVN_102, True, "letters occur"),
        ("H27.19.04", Scheme.QCVN_102, False, "that is the later scheme"),
        ("000.19.04.27", Scheme.QCVN_102, False, "no letter before the province's number"),
        ("000.19.04.H27\n", Scheme.QCVN_102, False, "a line end is not part of a code"),
        ("H27", Scheme.QD_20, True, "the first level alone"),
        ("H27.19.04", Scheme.QD_20, True, "groups develop to the right"),
        ("Y00", Scheme.QD_20, True, "A to Y"),
        ("Z27.19", Scheme.QD_20, False, "Z names a scheme of bodies outside the state"),
        ("H27..04", Scheme.QD_20, False, "an empty group"),
        ("H27.19.", Scheme.QD_20, False, "a dot at the end"),
        ("h27.19", Scheme.QD_20, False, "capital letters only"),
        ("H27.Đ1", Scheme.QD_20, False, "English letters only"),
        ("H27." + "1" * 31, Scheme.QD_20, True, "35 characters"),
        ("H27." + "1" * 32, Scheme.QD_20, False, "36 characters"),
        ("", Scheme.QD_20, False, "nothing"),
    ],
)
def test_an_authority_is_known_by_the_form_of_its_identifier(text, scheme, good, why):
    assert is_agency_code(text, scheme) is good, why


@pytest.mark.parametrize(
    ("pattern", "agency", "serial", "word", "why"),
    [
        (CIRCULAR, "H27.19.04", 1, "wrong_agency_code", "the identifier of another scheme"),
        (NEWER, "000.19.04.H27", 1, "wrong_agency_code", "the identifier of another scheme"),
        (CIRCULAR, "000.19.04.H27", 0, "serial_out_of_range", "a day's first dossier is number 1"),
        (CIRCULAR, "000.19.04.H27", -5, "serial_out_of_range", "below zero"),
        (CIRCULAR, "000.19.04.H27", 100_000, "serial_out_of_range", "beyond the widened serial"),
        (NEWER, "H27", 10_000_000, "serial_out_of_range", "seven digits are not widened"),
    ],
)
def test_a_code_that_could_not_be_read_again_is_refused(pattern, agency, serial, word, why):
    with pytest.raises(Refusal) as refused:
        dossier_code(pattern, agency, date(2026, 3, 2), serial)
    assert refused.value.word == word, why
    assert refused.value.grounds == (pattern.ground,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("H27", "an authority only"),
        ("000.19.04.H27-190230-0001", "30 February"),
        ("000.19.04.H27-190107-00001", "five digits for a small serial: nobody wrote that"),
        ("000.19.04.H27-190107-0000", "number 0"),
        ("000.19.04.H27-190107-001", "three digits"),
        ("H27.19.04-190107-0001", "the new identifier with the old day"),
        ("000.19.04.H27-20190107-0000001", "the old identifier with the new day"),
        ("000.19.04.H27-190107-٠٠٠١", "digits of another script"),
        ("000.19.04.H27-190107-0001; DROP", "more than a code"),
        ("\x00", "a NUL byte"),
        ("9" * 10_000_000, "ten megabytes"),
    ],
)
def test_what_nobody_gave_out_is_unreadable(text, why):
    with pytest.raises(Refusal) as refused:
        parse_code(text, PATTERNS)
    assert refused.value.word == "unreadable_code", why
    assert len(str(refused.value.facts["text"])) < 100


def test_a_citizen_types_small_letters_and_a_space():
    assert parse_code(" h27.19-20260609-0000012 ", PATTERNS) == DossierCode(
        "H27.19", date(2026, 6, 9), 12
    )


@pytest.mark.parametrize(
    ("day", "pattern", "why"),
    [
        ("2018-06-21", DECREE, "the decree's first day"),
        ("2019-01-05", DECREE, "the circular is not in force yet"),
        ("2019-01-06", CIRCULAR, "the circular's first day"),
        ("2025-09-14", CIRCULAR, "the day before the newer circular"),
        ("2025-09-15", NEWER, "the newer form"),
    ],
)
def test_each_day_has_its_pattern(day, pattern, why):
    assert pattern_on(reversed(PATTERNS), date.fromisoformat(day)) == pattern, why


def test_before_the_first_pattern_nothing_is_guessed():
    with pytest.raises(Refusal, match="no_value_in_force"):
        pattern_on(PATTERNS, date(2018, 6, 20))


LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
GROUP = st.text(LETTERS, min_size=1, max_size=4)
FIRST = st.from_regex(r"[A-Y][0-9]{2}", fullmatch=True)
AGENCIES = {
    Scheme.QCVN_102: st.builds(
        "{}.{}.{}.{}".format,
        st.text(LETTERS, min_size=3, max_size=3),
        st.text(LETTERS, min_size=2, max_size=2),
        st.text(LETTERS, min_size=2, max_size=2),
        FIRST,
    ),
    Scheme.QD_20: st.builds(
        lambda first, rest: ".".join([first, *rest]), FIRST, st.lists(GROUP, max_size=5)
    ),
}


@given(
    data=st.data(),
    pattern=st.sampled_from(PATTERNS),
    day=st.dates(date(2000, 1, 1), date(2068, 12, 31)),
)
def test_whoever_reads_a_code_learns_what_it_was_made_of(data, pattern, day):
    agency = data.draw(AGENCIES[pattern.agency])
    serial = data.draw(st.integers(1, 10**pattern.overflow - 1))
    code = dossier_code(pattern, agency, day, serial)
    assert parse_code(code, PATTERNS) == (agency, day, serial)
    assert serial_of(code, pattern, day) == serial


@given(data=st.data(), pattern=st.sampled_from(PATTERNS))
def test_two_dossiers_never_share_a_code(data, pattern):
    facts = st.tuples(
        AGENCIES[pattern.agency],
        st.dates(date(2018, 1, 1), date(2060, 1, 1)),
        st.integers(1, 10**pattern.overflow - 1),
    )
    one, other = data.draw(facts), data.draw(facts)
    assert (one == other) == (dossier_code(pattern, *one) == dossier_code(pattern, *other))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("000.19.04.H27-190107-0012", "of another day"),
        ("000.19.04.H27-20190106-0012", "the day is written otherwise"),
        ("000.19.04.H27-190106-12", "too few digits"),
        ("000.19.04.H27-190106-00012", "one nought too many"),
        ("000.19.04.H27-190106-0000012", "of a pattern with seven digits"),
        ("000.19.04.H27-190106-9999999999999999999", "more than any day has"),
        ("000.19.04.H27-190106-00x2", "no number"),
        ("", "no code yet"),
    ],
)
def test_a_code_that_the_pattern_did_not_give_has_no_serial(code: str, why: str):
    assert serial_of(code, CIRCULAR, date(2019, 1, 6)) is None, why

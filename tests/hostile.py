"""What is no answer, for tests that walk: values, bodies, headers, and how an answer is judged."""

from __future__ import annotations

import re

from django.http import HttpResponse

URLENCODED = "application/x-www-form-urlencoded"
# What people and programs put where an answer should be, and why.
HOSTILE = [
    ("", "nothing"),
    (" \t ", "blanks"),
    ("0", "zero"),
    ("-1", "a negative count"),
    ("9" * 30, "a number too long for any column"),
    ("9" * 5000, "a number too long for Python"),
    ("1e309", "no count"),
    ("NaN", "no number that is one"),
    ("٣", "a figure of another script"),
    ("²", "a figure that is none"),
    ("0000-00-00", "a day of no calendar"),
    ("9999-12-31", "the last day of computers"),
    ("0001-01-01T00:00:00+14:00", "before the first day of computers"),
    ("9999-12-31T23:59:59-12:00", "after the last day of computers"),
    ("31/2", "half of an impossible day"),
    ("31/02/2026", "an impossible day"),
    ("khong-co-lua-chon-nay", "no choice that is offered"),
    ("../../../etc/passwd", "a path"),
    ("' OR 1=1 --", "a statement"),
    ("<script>alert(1)</script>", "a script"),
    ("{{ 7*7 }}%(x)s{0}%s", "a template"),
    ("=HYPERLINK(1)", "a formula"),
    ("\r\nSet-Cookie: a=b", "a header"),
    ("\u202etxt.exe\u2028\u0085", "signs that turn writing around"),
    ("Ẩ" * 5000, "a long word"),
    ("a" + "\u0323\u0301" * 12, "more marks than a letter carries"),
    ("\x00", "a NUL byte"),
    ("Nguy\ufffdn", "a letter that was broken on the way"),
    ("👩‍👩‍👧‍👦" * 10, "signs of two halves"),
]
LONG = [
    ("1" + " " * 2_000_000 + "x", "two million blanks after a number"),
    ("a" + "\u0323\u0301" * 200_000, "a letter with four hundred thousand marks"),
    ("9" * 2_000_000, "two million figures"),
    ("x" * 10_000_000, "ten megabytes"),
]
# What Django would say, and no page of ours may.
FOREIGN = re.compile(
    r"Traceback|This field|Enter a |Select a valid|Ensure this|Hãy nhập một|is not a valid|"
    r"Not Found|Bad Request|Server Error"
)
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
COMPLAINTS = {400, 403, 404, 405, 409, 413, 429}

RAW = [
    (b"", URLENCODED, "nothing at all"),
    ("name=Nguyễn".encode("utf-16"), URLENCODED, "UTF-16"),
    ("name=Nguyen H\u00f2a".encode("latin-1"), URLENCODED, "Latin-1"),
    (b"name=%F2&name=%ED%A0%80", URLENCODED, "half letters"),
    (b"name=H\xf2a", f"{URLENCODED}; charset=windows-1258", "an encoding that is named"),
    (b"name=Hoa", f"{URLENCODED}; charset=utf-16", "a wrong name of the encoding"),
    (b"name=Hoa", f"{URLENCODED}; charset=rot13", "no encoding of letters"),
    (b'{"name": "Hoa"}', "application/json", "JSON"),
    (b"<name>Hoa</name>", "text/xml", "XML"),
    (b"name=Hoa", "", "no kind"),
    (b"name=Hoa", "multipart/form-data", "parts without a boundary"),
    (b"--x\r\nContent-Dis", "multipart/form-data; boundary=x", "a body that ends early"),
    (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
        "base64 that is none",
    ),
    (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nH\xf2a\r\n--x--\r\n',
        "multipart/form-data; boundary=x; charset=punycode",
        "parts in an encoding of addresses",
    ),
    (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nH\x00\x00o\r\n--x--\r\n',
        "multipart/form-data; boundary=x; charset=utf-32",
        "parts in UTF-32 that is none",
    ),
]

HEADERS = [
    ({"cookie": "session=../../etc/passwd; csrf=\x01; django_language=../vi"}, "cookies"),
    ({"cookie": "session=" + "x" * 100_000}, "a long cookie"),
    ({"cookie": 'session="; django_language="\\377'}, "a torn cookie"),
    ({"accept-language": "x" * 5000 + ";q=z"}, "a language nobody speaks"),
    ({"if-none-match": '"' + "x" * 5000, "if-modified-since": "31/2"}, "a version of nothing"),
    ({"range": "bytes=9-1,-5"}, "no range"),
    ({"x-forwarded-for": "' OR 1=1", "x-forwarded-host": "evil.example"}, "a forged way"),
    ({"origin": "null", "referer": "http://[::1"}, "an origin of nothing"),
    ({"host": "evil.example"}, "another house's name"),
    ({"host": "evil.example:99999999"}, "no port"),
    ({"host": "a b<script>"}, "no name"),
]


def complaint(answer: HttpResponse) -> str:
    """What is wrong with an answer as a person reads it; empty for nothing."""
    if answer.status_code >= 500:
        return "a fault of the program"
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return ""
    page = answer.text
    found = FOREIGN.search(page)
    if found:
        return f"says {found[0]}"
    main = page[page.find("<main") : page.find("</main")]
    if answer.status_code in COMPLAINTS and not VIETNAMESE.search(main):
        return "no sentence"
    return ""

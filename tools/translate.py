"""Bring every Vietnamese sentence of the source into the English catalogue, and name the gaps.

`tools/translate.py` updates the catalogue; with `--check` it only compares. Exit 1 on a gap.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.pofile import write_po  # noqa: E402

from motcua.web.translations import LOCALE, catalogue, extracted, gaps  # noqa: E402

HEADER = b"""\
# The English of Mot Cua. Vietnamese sentences are the keys; see locale/README.md.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def as_bytes(sentences: Catalog) -> bytes:
    """The catalogue as it is committed: sorted, without line numbers or dates that only stir."""
    out = BytesIO()
    write_po(
        out,
        sentences,
        width=96,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return HEADER + out.getvalue()


def main() -> int:
    """The exit code: 0 when every sentence has its English."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        sentences = catalogue(path.parts[-3])
        before = {message.id for message in sentences if message.id}
        sentences.update(extracted(ROOT / "src" / "motcua"), update_creation_date=False)
        after = {message.id for message in sentences if message.id}
        if not check:
            path.write_bytes(as_bytes(sentences))
        missing = gaps(sentences)
        for line in missing:
            print(line)
        stale = f"{len(after - before)} mới, {len(before - after)} bỏ"
        print(f"{path.parts[-3]}: {len(after)} câu, {stale}, {len(missing)} chưa dịch")
        if missing or (check and before != after):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A province's dossiers for the programs that measure lists and search: made in bulk, by the database.

Most have ended. Units are the communes of the demonstration's province,
older dossiers lie under the codes that were merged since. Nothing here passes the ledger: only
what lists and search read is made, as `projection` would write it.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

DESK = "18673"
# One in so many is open: a fortnight's work of ten years.
OPEN_ONE_IN = 160
# Ended dossiers are copies of so many, each a window of days further back, for five years.
WINDOW = 36
COPIES = 50
# The share that another unit holds.
ELSEWHERE = 0.03
MERGED = datetime(2025, 7, 1, tzinfo=UTC)
SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Phan Võ Đặng Bùi Hồ Dương Ngô Đỗ Lý Vũ Trương Đinh Mai Cao Hà
Tạ Lương Đoàn Trịnh Thái Kiều Chu Tô Bạch Quách
"""
MIDDLE = """
Thị Văn Đức Hữu Ngọc Thanh Minh Quang Xuân Thu Đình Bá Công Viết Hồng Kim Quốc Trọng Anh
Như Thùy Hoài Khánh Bảo Gia Tiến
"""
GIVEN = """
Hương Dũng Lan Hoa Tuấn Hải Sơn Ánh Đạt Mai Anh Bình Châu Chi Cường Diệp Dung Duyên Giang
Hà Hằng Hạnh Hậu Hiền Hiếu Hòa Hoàn Hùng Huy Huyền Khánh Khoa Kiên Lâm Liên Linh Loan
Long Lộc Lợi Ly Mạnh Minh My Nam Nga Ngân Nghĩa Ngọc Nguyên Nhàn Nhi Nhung Oanh Phát
Phong Phúc Phương Quân Quang Quý Quyên Quỳnh Sang Sinh Tài Tâm Tân Thái Thắng Thành Thảo
Thoa Thịnh Thu Thủy Thúy Thư Tiến Tình Toàn Trang Trí Trinh Trung Trường Tú Tùng Tuyết
Uyên Vân Việt Vinh Vy Xuân Yến Ý Ái Bích Cầm Đào Điệp Đoan Khuê Mẫn Nghi Thoan Thược
Tường Uy Vĩ
"""
STATES = (
    ("in_progress", 60),
    ("received", 15),
    ("finished", 15),
    ("awaiting_supplement", 8),
    ("submitted", 2),
)


def prepare(home: Path, total: int) -> None:
    """The demonstration's people and units with `total` dossiers, unless they are there already.

    In the settings' database (MOTCUA_DATABASE_URL), else in a new one in `home`.
    """
    os.environ.setdefault("MOTCUA_HOME", str(home))
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.settings.django"
    import django

    django.setup()
    from django.core.management import call_command

    from motcua.dossiers.models import DossierRow
    from motcua.web import clock

    call_command("demo", "--no-serve", "--per-day", "1", "--json", stdout=sys.stderr)
    if not 0.99 * total < DossierRow.objects.count() < 1.01 * total:
        fill(total, clock.now())


def weighted(chance: random.Random, listed: str, count: int) -> list[str]:
    """Words as often as names are: the n-th comes 1/n as often as the first."""
    words = listed.split()
    return chance.choices(words, [1 / rank for rank in range(1, len(words) + 1)], k=count)


def names(chance: random.Random, count: int) -> list[str]:
    """Invented people, mostly of three words, now and then of four."""
    parts = [weighted(chance, words, count) for words in (SURNAMES, MIDDLE, MIDDLE, GIVEN)]
    return [
        f"{first} {middle} {given}" if chance.random() < 0.7 else f"{first} {middle} {more} {given}"
        for first, middle, more, given in zip(*parts, strict=True)
    ]


class Province:
    """Units with the codes merged into them, and the people of their desks."""

    def __init__(self, chance: random.Random) -> None:
        from motcua.organisation.models import Assignment, Officer, Succession, Unit

        living = Unit.objects.filter(level="commune", valid_to=None)
        self.units = sorted(living.values_list("code", flat=True))
        self.weights = [3 if code == DESK else 1 for code in self.units]
        self.older = {code: [code] for code in self.units}
        for old, new in Succession.objects.values_list("from_code", "to_code"):
            if new in self.older and old and old not in self.older:
                self.older[new].append(old)
        held = Assignment.objects.values_list("unit_code", "officer_id")
        pseudonyms = dict(Officer.objects.values_list("pk", "pseudonym"))
        self.people: dict[str, list[str]] = {}
        for unit, officer in held:
            self.people.setdefault(unit, []).append(pseudonyms[officer])
        for unit in self.units:
            self.people.setdefault(unit, [f"{chance.getrandbits(64):016x}" for _ in range(7)])


class Maker:
    """One invented dossier after the other, in the window of days before `until`."""

    def __init__(self, until: datetime, seed: int) -> None:
        self.chance = random.Random(seed)
        self.until = until
        self.province = Province(self.chance)
        self.pool = names(self.chance, 100_000)

    def one(self, window: int) -> dict[str, object]:
        """Where and when it came in, who has it, and whose it is."""
        chance, province = self.chance, self.province
        unit = chance.choices(province.units, province.weights)[0]
        came = self.until - timedelta(days=chance.random() * window)
        due = came.replace(hour=10, minute=0, second=0, microsecond=0)
        holder_unit = chance.choice(province.units) if chance.random() < ELSEWHERE else unit
        return {
            "unit": unit,
            "older": chance.choice(province.older[unit]),
            "holder_unit": holder_unit,
            "holder": chance.choice(province.people[holder_unit]),
            "channel": "counter" if chance.random() < 0.8 else "online",
            "came": came,
            "due": due + timedelta(days=chance.randrange(1, 14)),
            "name": chance.choice(self.pool),
            "number": f"042{chance.randrange(10**9):09d}",
        }


def _open_row(made: dict[str, object], number: int, status: str, maker: Maker) -> dict[str, object]:
    """The columns of a dossier that is still open, as `projection` would write them."""
    from motcua.dossiers.projection import search_text

    chance, received = maker.chance, status != "submitted"
    code = f"H27.{made['unit']}-{made['came']:%Y%m%d}-{number:07d}" if received else ""
    due = made["due"] if received and chance.random() < 0.95 else None
    row = {
        "stream": f"{chance.getrandbits(128):032x}",
        "version": 3,
        "code": code or None,
        "status": status,
        "regime": "nd118",
        "procedure": "1.004837",
        "authority": made["unit"],
        "received_at": made["came"] if received else None,
        "submitted_at": None if received else made["came"],
        "promised": due,
        "appointed": due,
        "last_at": made["came"] + timedelta(hours=1),
        "applicant_name": made["name"],
        "search": search_text(code, made["number"], made["name"]),
    }
    row |= {name: made[name] for name in ("unit", "channel")}
    if received:
        row |= {name: made[name] for name in ("holder", "holder_unit")}
        if chance.random() < 0.05:
            row["pending_unit"] = made["unit"]
    return row


def fill(total: int, now: datetime) -> None:
    """`total` dossiers in all; the indexes are made at the end, as a restore would."""
    from django.db import connection

    from motcua.dossiers.models import DossierRow

    DossierRow.objects.all().delete()
    with connection.cursor() as cursor:
        again = _without_indexes(cursor, connection.vendor)
    open_ones = total // OPEN_ONE_IN
    _open(open_ones, now)
    _ended(total - open_ones, now)
    with connection.cursor() as cursor:
        for statement in again:
            cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


INDEXES = {
    "postgresql": """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
  FROM pg_constraint WHERE conrelid = 'dossiers_dossierrow'::regclass AND contype IN ('p', 'u')
UNION ALL
SELECT format('DROP INDEX %%I', relname), pg_get_indexdef(indexrelid)
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
 WHERE indrelid = 'dossiers_dossierrow'::regclass
   AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
""",
    "sqlite": """
SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
 WHERE type = 'index' AND tbl_name = 'dossiers_dossierrow' AND sql IS NOT NULL
""",
}


def _without_indexes(cursor: Any, vendor: str) -> list[str]:
    """The table's indexes are gone; the statements that make them again."""
    if vendor == "postgresql":
        cursor.execute("SET statement_timeout = 0")
    cursor.execute(INDEXES[vendor].replace("%%", "%"))
    found = cursor.fetchall()
    for drop, _ in found:
        cursor.execute(drop)
    return [make for _, make in found]


def _open(total: int, now: datetime) -> None:
    from motcua.dossiers.models import DossierRow

    maker = Maker(now, 61)
    states = [name for name, share in STATES for _ in range(share)]
    rows = (
        DossierRow(**_open_row(maker.one(15), number, maker.chance.choice(states), maker))
        for number in range(total)
    )
    DossierRow.objects.bulk_create(rows, batch_size=2000)


# What differs between the two databases' SQL: a random stream, a moment some days earlier, a day.
DIALECTS = {
    "postgresql": {
        "stream": "md5(a.n::text || '.' || %(copy)s::text || '.motcua')",
        "shifted": "a.{0} - %(copy)s * interval '{1} days'",
        "day": "to_char({0}, 'YYYYMMDD')",
        "serial": "lpad((a.n)::text, 7, '0')",
        "false": "FALSE",
    },
    "sqlite": {
        "stream": "lower(hex(randomblob(16)))",
        "shifted": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', a.{0}, '-' || (%(copy)s * {1}) || ' days')",
        "day": "strftime('%%Y%%m%%d', {0})",
        "serial": "printf('%%07d', a.n)",
        "false": "0",
    },
}
TEMPLATE = """
CREATE TEMPORARY TABLE bench_template (
  n integer PRIMARY KEY, unit varchar(32), older varchar(32), holder_unit varchar(32),
  holder varchar(16), channel varchar(8), came {moment}, due {moment}, name varchar(200),
  number varchar(20), folded varchar(200))
"""
ENDED = """
INSERT INTO dossiers_dossierrow (stream, version, code, status, regime, procedure, revision, "case",
  channel, unit, authority, holder, holder_unit, pending_unit, pending_officer, step, received_at,
  promised, appointed, finished_at, returned_at, ended_at, last_at, outcome, supplements, apologies,
  open_fee, late_entry, refiled_of, applicant_name, search, erased)
SELECT {stream}, 9, 'H27.' || at || '-' || {day} || '-' || {serial}, 'returned', 'nd118', '1.004837',
  0, 0, channel, at, at, holder, CASE WHEN unit = holder_unit THEN at ELSE holder_unit END, '', '', 4,
  came, due, due, due, due, due, due, 'granted', 0, 0, 0, {false}, '', name,
  'h27.' || at || ' ' || {day} || ' ' || {serial} || ' ' || number || ' ' || folded, {false}
FROM (
  SELECT a.n, a.channel, a.holder, a.holder_unit, a.unit, {came} AS came, {due} AS due, b.name,
    b.number, b.folded, CASE WHEN {came} < '{merged}' THEN a.older ELSE a.unit END AS at
  FROM bench_template a
  JOIN bench_template b ON b.n = (a.n + %(copy)s * 7919) %% %(size)s
) a
"""


def _ended(total: int, now: datetime) -> None:
    """Copies of a template, each with another's name and a window of days further back."""
    from django.db import connection

    size = -(-total // COPIES)
    words = DIALECTS[connection.vendor]
    shift = {name: words["shifted"].format(name, WINDOW) for name in ("came", "due")}
    parts = words | shift | {"day": words["day"].format("came"), "merged": f"{MERGED:%Y-%m-%d}"}
    statement = ENDED.format(**parts)
    moment = "timestamptz" if connection.vendor == "postgresql" else "text"
    with connection.cursor() as cursor:
        cursor.execute(TEMPLATE.format(moment=moment))
        marks = ", ".join(["%s"] * 11)
        for batch in _batches(size, now):
            cursor.executemany(f"INSERT INTO bench_template VALUES ({marks})", batch)
        for copy in range(COPIES):
            cursor.execute(statement, {"copy": copy, "size": size})
            print(f"{size * (copy + 1):,}", file=sys.stderr, flush=True)


def _batches(size: int, now: datetime) -> Iterator[list[tuple[object, ...]]]:
    from motcua.rules.folding import fold

    maker = Maker(now - timedelta(days=15), 62)
    for start in range(0, size, 5000):
        made = [maker.one(WINDOW) for _ in range(min(5000, size - start))]
        yield [
            (
                start + n,
                *(
                    f"{v:%Y-%m-%d %H:%M:%S}" if isinstance(v, datetime) else v
                    for v in each.values()
                ),
                fold(str(each["name"])),
            )
            for n, each in enumerate(made)
        ]

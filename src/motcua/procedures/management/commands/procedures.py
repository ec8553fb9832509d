"""`motcua procedures import|starter|processes import`: the catalogue from files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from motcua.procedures import importing, process_files, starter
from motcua.procedures.models import LINE, Origin
from motcua.procedures.rows import Provenance
from motcua.procedures.working_day import minutes_of_working_day
from motcua.settings.law.catalogue import catalogue
from motcua.web import clock
from motcua.web.command_line import JSON, day
from motcua.web.sentences import sentence

BY = "system"


class Command(BaseCommand):
    help = "Nhập danh mục thủ tục, quy trình nội bộ, hoặc danh mục khởi đầu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="VIỆC")
        file = deeds.add_parser("import", help="Nhập thủ tục từ tệp jsonl hoặc jsonl.gz")
        file.add_argument("file", type=Path, metavar="TỆP", help="tệp jsonl, hoặc jsonl.gz")
        file.add_argument(
            "--valid-from",
            type=day,
            metavar="NGÀY",
            help="ngày các bản nhập vào có hiệu lực (mặc định: hôm nay)",
        )
        first = deeds.add_parser("starter", help="Đưa danh mục khởi đầu vào")
        tables = deeds.add_parser("processes", help="Quy trình nội bộ")
        inner = tables.add_subparsers(dest="inner", required=True, metavar="VIỆC")
        folder = inner.add_parser("import", help="Nhập từ thư mục có index.csv và steps.csv")
        folder.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục chứa hai tệp đó")
        for each in (file, first, folder):
            each.add_argument("--json", action="store_true", help=JSON)

    def handle(self, *_: object, deed: str, **options: Any) -> None:
        result = {"import": _import, "starter": _starter, "processes": _processes}[deed](options)
        said = json.dumps(result, ensure_ascii=False) if options["json"] else _line(result)
        self.stdout.write(said)
        if result.get("stopped"):
            raise CommandError(str(result["stopped"]))


def _import(options: dict[str, Any]) -> dict[str, Any]:
    path: Path = options["file"]
    if not path.is_file():
        raise CommandError(f"Không thấy tệp {path}.", returncode=2)
    come = Provenance(
        origin=Origin.IMPORT,
        source=f"Tệp {path.name}"[:LINE],
        valid_from=options["valid_from"] or clock.today(),
        at=clock.now(),
        by=BY,
    )
    with tqdm(desc="Nhập thủ tục", unit=" thủ tục", disable=None) as bar:
        done = importing.import_file(path, come, bar.update)
    result: dict[str, Any] = {
        "read": done.read,
        "imported": done.imported,
        "unchanged": done.unchanged,
        "repaired": dict(sorted(done.repaired.items())),
        "rejected": [{"line": line, "reason": sentence(why)} for line, why in done.rejected],
    }
    return result | ({"stopped": sentence(done.stopped)} if done.stopped else {})


def _starter(_: dict[str, Any]) -> dict[str, Any]:
    read, imported = starter.bring_in(catalogue(), at=clock.now())
    return {"read": read, "imported": imported, "unchanged": read - imported}


def _processes(options: dict[str, Any]) -> dict[str, Any]:
    folder: Path = options["folder"]
    if not folder.is_dir():
        raise CommandError(f"Không thấy thư mục {folder}.", returncode=2)
    done = process_files.import_folder(folder, minutes_of_day=minutes_of_working_day(clock.today()))
    return {
        "read": done.read,
        "matched": done.imported + done.unchanged,
        "imported": done.imported,
        "unchanged": done.unchanged,
        "flagged": [
            {
                "code": facts.procedure,
                "title": facts.title,
                "total": _number(facts.stated_total),
                "faults": faults,
            }
            for facts, faults in done.flagged
        ],
        "unmatched": [
            {
                "document": row["doc"],
                "title": " ".join(row["title"].split()),
                "reason": sentence(why),
            }
            for row, why in done.unmatched
        ],
    }


def _number(total: Decimal | None) -> float | None:
    return None if total is None else float(total)


def _line(result: dict[str, Any]) -> str:
    """One line for people; the lists are told by their length."""
    words = {
        "read": "đọc",
        "matched": "khớp thủ tục",
        "imported": "nhập",
        "unchanged": "không đổi",
        "repaired": "chỗ sửa hoặc đánh dấu",
        "rejected": "dòng bị loại",
        "flagged": "quy trình bị đánh dấu",
        "unmatched": "không khớp",
    }
    sizes = {
        key: sum(value.values()) if isinstance(value, dict) else len(value)
        for key, value in result.items()
        if isinstance(value, dict | list)
    }
    shown = {**result, **sizes}
    return ", ".join(f"{shown[key]} {words[key]}" for key in words if key in shown)

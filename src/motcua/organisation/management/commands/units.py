"""`motcua units`: the units in time; `starter` is the project's own, `import` the national list."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from motcua.organisation.actions.units import load_starter, put
from motcua.organisation.imports import Reading
from motcua.organisation.units import unit_at
from motcua.web import clock


class Command(BaseCommand):
    help = "Nạp, nhập và xem đơn vị hành chính theo thời gian."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        for name, says in (
            ("starter", "Nạp các đơn vị của Hà Tĩnh đi kèm phần mềm."),
            ("import", "Nhập danh mục đơn vị cả nước từ một thư mục."),
            ("show", "Xem một đơn vị vào một ngày."),
        ):
            deed = deeds.add_parser(name, help=says)
            deed.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")
            if name == "import":
                deed.add_argument("folder", type=Path, help="Thư mục chứa các tệp csv.gz.")
            if name == "show":
                deed.add_argument("code", help="Mã đơn vị.")

    def handle(self, **options: object) -> None:
        said = getattr(self, f"_{options['deed']}")(options)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(", ".join(f"{name} {value}" for name, value in said.items()))

    def _starter(self, options: dict[str, object]) -> dict[str, object]:
        return dict(load_starter(recorded_at=clock.now()))

    def _import(self, options: dict[str, object]) -> dict[str, object]:
        folder = options["folder"]
        reading = Reading(Path(str(folder)))
        rows = tqdm(reading.units(), desc="Đơn vị", unit=" dòng", disable=None)
        changes = tqdm(reading.successions(), desc="Thay đổi", unit=" dòng", disable=None)
        at = clock.now()
        starter = load_starter(recorded_at=at)
        counts = put(rows, changes, source="import", recorded_at=at)
        return {
            "read": reading.read,
            "own": reading.own,
            **{name: count + starter[name] for name, count in counts.items()},
            "rejected": reading.rejected,
        }

    def _show(self, options: dict[str, object]) -> dict[str, object]:
        unit = unit_at(str(options["code"]), clock.today())
        return {
            "code": unit.code,
            "name": unit.name,
            "parent": unit.parent_code,
            "since": unit.valid_from.isoformat(),
        }

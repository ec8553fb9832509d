"""`motcua units`: the units in time; `starter` is the project's own, `import` the national list.

Offices and one-stop desks are set by an act.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from motcua.organisation.actions.units import add_office, load_starter, mark_desk, put
from motcua.organisation.imports import Reading
from motcua.organisation.management.commands.officers import officer_named, word
from motcua.organisation.models import Unit
from motcua.organisation.units import unit_at
from motcua.web import clock
from motcua.web.command_line import JSON


class Command(BaseCommand):
    help = "Nạp, nhập và xem đơn vị hành chính theo thời gian."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        for name, says in (
            ("starter", "Nạp các đơn vị của Hà Tĩnh đi kèm phần mềm."),
            ("import", "Nhập danh mục đơn vị cả nước từ một thư mục."),
            ("show", "Xem một đơn vị hôm nay."),
            ("desk", "Ghi đơn vị có bộ phận một cửa."),
            ("office", "Lập một cơ quan, bộ phận dưới một đơn vị."),
        ):
            deed = deeds.add_parser(name, help=says)
            deed.add_argument("--json", action="store_true", help=JSON)
            if name == "import":
                deed.add_argument(
                    "folder", type=Path, metavar="THƯ_MỤC", help="thư mục chứa các tệp csv.gz"
                )
            if name in ("show", "desk", "office"):
                deed.add_argument("code", type=word, metavar="MÃ", help="mã đơn vị")
            if name in ("desk", "office"):
                deed.add_argument("--act", required=True, metavar="SỐ", help="số, ký hiệu văn bản")
                deed.add_argument(
                    "--approved-by",
                    type=word,
                    required=True,
                    metavar="TÀI_KHOẢN",
                    help="tài khoản của người phê duyệt",
                )
            if name == "desk":
                deed.add_argument(
                    "--agency-code",
                    default="",
                    metavar="MÃ",
                    help="mã định danh điện tử của cơ quan",
                )
                deed.add_argument(
                    "--verified", action="store_true", help="văn bản ghi rõ mã định danh đó"
                )
            if name == "office":
                deed.add_argument("name", metavar="TÊN", help="tên cơ quan, bộ phận")
                deed.add_argument("parent", type=word, metavar="MÃ_TRÊN", help="đơn vị cấp trên")

    def handle(self, **options: object) -> None:
        said = getattr(self, f"_{options['deed']}")(options)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(", ".join(f"{name} {value}" for name, value in said.items()))

    def _starter(self, options: dict[str, object]) -> dict[str, object]:
        return dict(load_starter(recorded_at=clock.now()))

    def _import(self, options: dict[str, object]) -> dict[str, object]:
        folder = Path(str(options["folder"]))
        if not folder.is_dir():
            raise CommandError(f"Không thấy thư mục {folder}.", returncode=2)
        reading = Reading(folder)
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
        return _said(unit_at(str(options["code"]), clock.today()))

    def _desk(self, options: dict[str, object]) -> dict[str, object]:
        desk = {"agency_code": str(options["agency_code"]), "verified": bool(options["verified"])}
        return _said(mark_desk(str(options["code"]), **desk, **_act(options)))

    def _office(self, options: dict[str, object]) -> dict[str, object]:
        names = (str(options[name]) for name in ("code", "name", "parent"))
        return _said(add_office(*names, since=clock.today(), **_act(options)))


def _said(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "parent": unit.parent_code,
        "since": unit.valid_from.isoformat(),
        "desk": unit.is_desk,
        "agency_code": unit.agency_code,
    }


def _act(options: dict[str, object]) -> dict[str, Any]:
    return {
        "act_number": options["act"],
        "approved_by": officer_named(str(options["approved_by"])),
        "recorded_at": clock.now(),
    }

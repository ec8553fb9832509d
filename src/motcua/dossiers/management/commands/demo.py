"""`motcua demo`: an office to try, from nothing to a page, and then served."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from motcua.dossiers import demo
from motcua.dossiers.management.commands.serve import must_be_free, run
from motcua.procedures import importing, process_files
from motcua.procedures.models import Origin
from motcua.procedures.rows import Provenance
from motcua.procedures.working_day import minutes_of_working_day
from motcua.web import clock
from motcua.web.command_line import JSON

EXPECTED = 1900


class Command(BaseCommand):
    help = "Dựng một cơ quan dùng thử rồi chạy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="chỉ dựng, không chạy máy chủ")
        parser.add_argument(
            "--catalogue",
            type=Path,
            metavar="TỆP",
            help="dùng danh mục thủ tục thật (jsonl.gz); index.csv và steps.csv cùng thư mục",
        )
        parser.add_argument(
            "--port",
            type=int,
            default=8000,
            metavar="CỔNG",
            help="cổng của trang web (mặc định 8000)",
        )
        parser.add_argument(
            "--per-day",
            type=int,
            default=9,
            metavar="SỐ",
            help="số hồ sơ mỗi xã nhận trong một ngày (mặc định 9)",
        )
        parser.add_argument("--json", action="store_true", help=JSON)

    def handle(self, **options: Any) -> None:
        serves = not (options["no_serve"] or options["json"])
        if serves:
            # Before a minute of building, not after it.
            must_be_free("127.0.0.1", options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        if demo.is_foreign():
            raise CommandError(
                "Cơ sở dữ liệu này đã có dữ liệu thật nên không dựng thử vào đây. "
                "Đặt MOTCUA_HOME thành một thư mục khác rồi chạy lại."
            )
        if options["catalogue"]:
            self._catalogue(options["catalogue"])
        if not demo.is_seeded():
            self._seed(options)
        if options["json"]:
            return
        self._say(options)
        if serves:
            run("127.0.0.1", options["port"], 1)

    def _seed(self, options: dict[str, Any]) -> None:
        with tqdm(total=EXPECTED, desc="Dựng cơ quan dùng thử", disable=None) as bar:
            done = demo.seed(clock.now(), tick=bar.update, per_day=options["per_day"])
        if options["json"]:
            found = {
                "units": done.units,
                "officers": done.officers,
                "procedures": done.procedures,
                "dossiers": done.dossiers,
                "log_ins": [name for name, _ in done.log_ins],
            }
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write(
                f"Đã dựng {done.dossiers} hồ sơ, {done.procedures} thủ tục, "
                f"{done.officers} cán bộ tại tám xã trên đất Cẩm Xuyên."
            )

    def _catalogue(self, path: Path) -> None:
        if not path.is_file():
            raise CommandError(f"Không thấy tệp {path}.", returncode=2)
        come = Provenance(
            origin=Origin.IMPORT,
            source=f"Tệp {path.name}",
            valid_from=demo.SINCE,
            at=clock.now(),
            by="system",
        )
        with tqdm(desc="Nhập thủ tục", unit=" thủ tục", disable=None) as bar:
            importing.import_file(path, come, bar.update)
        if (path.parent / "steps.csv").is_file():
            minutes = minutes_of_working_day(clock.today())
            process_files.import_folder(path.parent, minutes_of_day=minutes)

    def _say(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"Địa chỉ: http://127.0.0.1:{options['port']}/")
        self.stdout.write(f"Mật khẩu của mọi tài khoản thử: {demo.PASSWORD}")
        for name, says in demo.log_ins():
            self.stdout.write(f"  {name:12} {says}")
        if not options["no_serve"]:
            self.stdout.write("Bấm Ctrl-C để dừng.")
        self.stdout.flush()

"""`motcua papers copy FOLDER`: the standard templates to begin from; `papers check`: do the own ones print."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.documents import rendering, samples
from motcua.rules.refusal import Refusal
from motcua.web import clock
from motcua.web.sentences import sentence


class Command(BaseCommand):
    help = "Chép các mẫu giấy chuẩn ra một thư mục để sửa (copy), hoặc in thử mẫu riêng (check)."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        copy = deeds.add_parser("copy", help="Chép các mẫu giấy chuẩn ra một thư mục để sửa")
        copy.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục để chép mẫu vào")
        deeds.add_parser("check", help="In thử các mẫu giấy riêng của văn phòng")

    def handle(self, **options: Any) -> None:
        if options["deed"] == "copy":
            self._copy(options["folder"])
        else:
            self._check()

    def _copy(self, folder: Path) -> None:
        """What is there already stays: nobody loses a template by asking again."""
        folder.mkdir(parents=True, exist_ok=True)
        for template in rendering.templates():
            if (folder / template.name).exists():
                self.stdout.write(f"Giữ nguyên {template.name}, đã có ở đó.")
            else:
                shutil.copy(template, folder)
                self.stdout.write(f"Đã chép {template.name}.")
        self.stdout.write(
            f"Sửa xong, đặt MOTCUA_PAPER_FOLDER={folder} rồi chạy: motcua papers check"
        )

    def _check(self) -> None:
        if not settings.PAPER_FOLDER:
            self.stdout.write("Chưa đặt MOTCUA_PAPER_FOLDER: mọi giấy in theo mẫu chuẩn.")
            return
        faults = [said for name in samples.names() if (said := self._tried(name))]
        if faults:
            raise CommandError("\n".join(faults))

    def _tried(self, name: str) -> str:
        paper = samples.sample(name)
        try:
            rendering.pdf(paper, at=clock.now())
        except Refusal as refusal:
            return f"{name}: {sentence(refusal)}"
        own = "mẫu riêng" if rendering.own(paper.template) else "mẫu chuẩn"
        self.stdout.write(f"{name}: in được, {own}.")
        return ""

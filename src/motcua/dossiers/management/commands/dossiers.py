"""`motcua dossiers receive|show|do|list`: the desk from the command line, as a named officer.

Everything goes the way of the pages: the officer's permission, the rule, the ledger.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.forms import Form

from motcua.dossiers import actions, queries
from motcua.dossiers.choices import choices
from motcua.dossiers.deed_pages import PAGES
from motcua.dossiers.hands import in_place_of, units_of
from motcua.dossiers.kept import Person
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage, today
from motcua.dossiers.texts import EVENTS
from motcua.organisation.models import Officer
from motcua.organisation.permits import Reach, reach, require
from motcua.procedures import queries as catalogue
from motcua.rules.limit import Channel
from motcua.rules.refusal import Refusal
from motcua.settings.law.regimes import state_name
from motcua.web import clock, formats
from motcua.web.command_line import JSON
from motcua.web.forms import MomentField

# Hidden in the forms of the pages: no person types them.
UNTYPED = ("idempotency_key", "seen")


class Command(BaseCommand):
    help = "Tiếp nhận, xem và xử lý hồ sơ từ dòng lệnh, dưới tên một cán bộ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="VIỆC")
        receive = deeds.add_parser("receive", help="Tiếp nhận một hồ sơ")
        receive.add_argument(
            "--procedure", required=True, metavar="MÃ", help="mã thủ tục, ví dụ 1.004837"
        )
        receive.add_argument(
            "--case",
            type=int,
            metavar="SỐ",
            help="trường hợp thứ mấy của thủ tục, khi có nhiều trường hợp",
        )
        receive.add_argument(
            "--name", required=True, metavar="NGƯỜI_NỘP", help="họ và tên người nộp"
        )
        receive.add_argument(
            "--channel",
            default="counter",
            choices=[str(each) for each in Channel],
            help="cách nộp: counter (mặc định), post hoặc online",
        )
        show = deeds.add_parser("show", help="Xem một hồ sơ")
        do = deeds.add_parser("do", help="Làm một việc trên hồ sơ")
        for each in (show, do):
            each.add_argument("code", metavar="MÃ_HỒ_SƠ", help="mã hồ sơ, như in trên giấy hẹn")
        do.add_argument("what", choices=list(PAGES), metavar="VIỆC", help=", ".join(PAGES))
        do.add_argument(
            "values",
            nargs="*",
            metavar="TÊN=GIÁ_TRỊ",
            help="như các mục trên trang của việc đó; ghi sai thì lệnh kể ra các mục",
        )
        for each in (receive, show, do):
            each.add_argument(
                "--by", required=True, metavar="TÀI_KHOẢN", help="tài khoản của cán bộ thực hiện"
            )
            each.add_argument("--json", action="store_true", help=JSON)

    def handle(self, *_: object, deed: str, **options: Any) -> None:
        officer = Officer.objects.filter(username=options["by"], is_active=True).first()
        if officer is None:
            raise CommandError(
                f"Không có cán bộ đang làm việc với tài khoản “{options['by']}”.", returncode=2
            )
        doing: dict[str, Callable[..., dict[str, Any]]] = {
            "receive": _receive,
            "show": _show,
            "do": _do,
        }
        try:
            found = doing[deed](officer, reach(officer, clock.now()), options)
        except PermissionDenied as denied:
            raise CommandError(str(denied)) from denied
        lines = found.pop("lines")
        said = json.dumps(found, ensure_ascii=False) if options["json"] else "\n".join(lines)
        self.stdout.write(said)


def _hand(officer: Officer) -> actions.Hand:
    return actions.Hand(by=officer.pseudonym, now=clock.now())


def _case(procedure: str, wanted: int | None) -> int:
    """The case asked for by its place, from 1; the only one where there is one."""
    cases = catalogue.offer(procedure, today(clock.now())).cases
    if wanted is None and len(cases) == 1:
        return cases[0].id
    if wanted is None or not 1 <= wanted <= len(cases):
        listed = "; ".join(f"{place}. {each.name}" for place, each in enumerate(cases, start=1))
        raise CommandError(
            f"Thủ tục này có nhiều trường hợp, chọn bằng --case: {listed}", returncode=2
        )
    return cases[wanted - 1].id


def _receive(officer: Officer, held: Reach, options: dict[str, Any]) -> dict[str, Any]:
    scope = held.scope("dossiers.receive")
    require(scope, "dossiers.receive")
    units = held.own_units("dossiers.receive")
    if not units:
        raise CommandError("Cán bộ này không ngồi ở bộ phận một cửa nào.")
    order = actions.Order(
        unit=units[0],
        procedure=options["procedure"],
        case=_case(options["procedure"], options["case"]),
        applicant=Person(options["name"]),
        channel=Channel(options["channel"]),
    )
    receipt = actions.receive(order, _hand(officer))
    promised = formats.moment(receipt.dossier.promised)
    return {
        "code": receipt.code,
        "secret": receipt.secret,
        "promised": receipt.dossier.promised.isoformat() if receipt.dossier.promised else None,
        "lines": [f"{receipt.code}  hẹn trả {promised}", f"Mã tra cứu: {receipt.secret}"],
    }


def _page(held: Reach, options: dict[str, Any]) -> DossierPage:
    scope = held.scope("dossiers.view")
    require(scope, "dossiers.view")
    row = queries.by_reference(scope, options["code"])
    if row is None:
        raise CommandError(f"Không thấy hồ sơ {options['code'][:80]} trong phạm vi của cán bộ này.")
    return DossierPage(row.stream, clock.now())


def _show(officer: Officer, held: Reach, options: dict[str, Any]) -> dict[str, Any]:
    page = _page(held, options)
    dossier = page.dossier
    entries = [
        {"at": entry.at.isoformat(), "event": entry.title, "by": entry.by, "text": entry.text}
        for entry in page.entries()[::-1]
    ]
    lines = [f"{dossier.code}  {state_name(dossier.status)}"]
    lines.append(f"Hẹn trả: {formats.moment(dossier.appointed)}")
    lines += [f"  {formats.short_moment(e.at)}  {e.title} – {e.by}" for e in page.entries()[::-1]]
    return {
        "code": dossier.code,
        "status": dossier.status.value,
        "entries": entries,
        "lines": lines,
    }


def _receiver(name: str, receivers: list[tuple[str, str]]) -> str:
    """The choice that an account's name means; what names nobody stays as it was typed."""
    found = Officer.objects.filter(username=name).values_list("pseudonym", flat=True).first()
    return next((value for value, _ in receivers if found and value.endswith(found)), name)


def _parts(form: Form, typed: dict[str, str]) -> dict[str, str]:
    """What was typed, with each moment such as 2026-11-20T08:00 in the four boxes of its field."""
    found = {}
    for name, text in typed.items():
        if not isinstance(form.fields[name], MomentField):
            found[name] = text
            continue
        day, _, hour = text.partition("T")
        year, month, number = (*day.split("-"), "", "", "")[:3]
        found |= {f"{name}_{n}": part for n, part in enumerate((number, month, year, hour))}
    return found


def _typed(values: list[str]) -> dict[str, str]:
    """What was typed as `name=text`, each name once."""
    typed = dict(each.partition("=")[::2] for each in values)
    if len(typed) < len(values):
        raise CommandError(
            "Một mục được ghi hai lần. Mỗi mục chỉ ghi một lần rồi làm lại.", returncode=2
        )
    return typed


def _do(officer: Officer, held: Reach, options: dict[str, Any]) -> dict[str, Any]:
    what = options["what"]
    page = _page(held, options)
    scope = held.scope(f"dossiers.{what}")
    units = units_of(what, DossierRow.objects.get(stream=page.stream))
    require(scope, f"dossiers.{what}", *units)
    deed = PAGES[what]
    typed = _typed(options["values"])
    found = choices(page, officer.pseudonym, today(clock.now()))
    for field, offered in (("to", found.receivers), ("to_officer", found.colleagues)):
        if typed.get(field):
            typed[field] = _receiver(typed[field], offered)
    asked = deed.ask(found)
    names = [each for each in deed.form(*asked).fields if each not in UNTYPED]
    unknown = ", ".join(sorted(typed.keys() - set(names)))
    if unknown:
        raise CommandError(
            f"Không có mục “{unknown}”. Các mục của việc này: {', '.join(names)}.", returncode=2
        )
    form = deed.form(*asked, {"idempotency_key": "0" * 32, **_parts(deed.form(*asked), typed)})
    if not form.is_valid():
        says = " ".join(str(text) for errors in form.errors.values() for text in errors)
        raise CommandError(f"{says} Các mục của việc này: {', '.join(names)}.", returncode=2)
    hand = msgspec.structs.replace(
        _hand(officer),
        at=form.cleaned_data.get("at"),
        late_reason=form.cleaned_data.get("late_reason") or "",
        acting_for=in_place_of(
            what, officer.pseudonym, page.dossier, page.law.regime, scope, *units
        ),
    )
    try:
        dossier = deed.do(page.stream, form.cleaned_data, hand, page.dossier)
    except Refusal as refusal:
        raise page.named(refusal) from refusal
    kind = DossierPage(page.stream, clock.now()).history[-1].kind
    lines = [f"{dossier.code}  {EVENTS[kind]}; nay {state_name(dossier.status)}"]
    return {"code": dossier.code, "status": dossier.status.value, "lines": lines}

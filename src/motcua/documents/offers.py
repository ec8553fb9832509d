"""Which papers a dossier's page offers to whom."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from motcua.documents import signing, slips
from motcua.documents.pictures import pictures_of
from motcua.dossiers.models import DossierRow
from motcua.dossiers.page import DossierPage
from motcua.dossiers.printing import Print
from motcua.dossiers.requests import officer_of, ref_of
from motcua.organisation.permits import reach_of

# Whoever takes in at the desk hands out every slip of its dossiers.
HANDS_OUT = "dossiers.receive"
# It goes with the dossier, not to the applicant: never what one key prints.
INSIDE = "control_slip"
KEY = "p"


def may_print(request: HttpRequest, row: DossierRow, permit: str) -> bool:
    """Whoever may do the slip's deed may print it, and whoever hands out slips at the desk."""
    reach = reach_of(request)
    units = (row.unit, row.authority, row.holder_unit)
    return reach.scope(HANDS_OUT).allows(row.unit) or reach.scope(permit).allows(*units)


def offered(request: HttpRequest, row: DossierRow, page: DossierPage) -> list[Print]:
    """The slips of a dossier that this officer may print, the newest first."""
    found: list[Print] = []
    sealed = signing.has_seal(row.unit)
    for due in slips.slips_of(page.history):
        if not may_print(request, row, due.layout.entry.permit):
            continue
        address = reverse("documents:slip", args=[ref_of(row), due.name, due.version])
        first = due.name != INSIDE and not any(each.key for each in found)
        others = {gettext("khổ A4"): f"{address}?size=A4"}
        if sealed:
            others[gettext("bản ký số")] = f"{address}?signed=1"
        found.append(Print(due.layout.form.title, due.at, address, KEY if first else "", others))
    return [*_handing_over(request, row), *found, *_pictures(row, page)]


def _handing_over(request: HttpRequest, row: DossierRow) -> list[Print]:
    """The list that the receiver signs, while the officer waits for the confirmation."""
    if not row.pending_unit or row.holder != officer_of(request).pseudonym:
        return []
    text = gettext("Danh sách bàn giao hồ sơ")
    return [Print(text, row.last_at, reverse("documents:handover_list"))]


def _pictures(row: DossierRow, page: DossierPage) -> list[Print]:
    """The photographs as one PDF, where there are any."""
    photographs = pictures_of(page.attachments()) if page.attachment_ids() else []
    if not photographs:
        return []
    address = reverse("documents:pictures", args=[ref_of(row)])
    return [Print(gettext("Ảnh đính kèm, gộp thành một PDF"), photographs[-1].saved_at, address)]

"""Slips on screen: who may print which, what is left behind, and what a broken template says."""

from __future__ import annotations

import re

import pytest

from motcua.documents import rendering
from motcua.dossiers.models import DossierRow
from motcua.ledger import sequencer
from motcua.organisation.models import AccessRow
from tests.documents import papers, reading
from tests.dossiers import builders
from tests.dossiers.requests import plain


def address(stream: str, name: str, version: int = 1) -> str:
    row = DossierRow.objects.get(stream=stream)
    return f"/giay-to/{row.code or stream}/{name}/{version}/"


def test_the_desk_prints_the_receipt_from_the_page_after_intake_with_one_key(house, browser):
    stream = papers.received(house)
    client = browser("lan")
    page = client.get(f"/ho-so/{DossierRow.objects.get(stream=stream).code}/").text
    [(href, key)] = re.findall(r'<a href="(/giay-to/[^"]+)"[^>]* data-key="(\w)"', page)
    assert key == "p"
    answer = client.get(href)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("inline;")
    assert "no-store" in answer["Cache-Control"]
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in reading.words(answer.content)


def test_reading_a_slip_leaves_an_access_row(house, browser):
    stream = papers.received(house)
    browser("lan").get(address(stream, "receipt_slip"))
    [row] = AccessRow.objects.filter(subject=stream, page="documents:slip")
    assert (row.officer, row.purpose) == (house["lan"].pseudonym, "dossiers.view")


@pytest.mark.parametrize(
    ("who", "name", "status", "why"),
    [
        ("lan", "receipt_slip", 200, "the desk hands it out"),
        ("minh", "receipt_slip", 200, "a colleague at the same desk too"),
        ("lan", "control_slip", 200, "it goes with the dossier"),
        ("tuan", "control_slip", 200, "whoever hands it on"),
        ("tuan", "receipt_slip", 403, "a specialist hands out no receipt, and sees no secret"),
        ("thanh", "receipt_slip", 403, "an inspector reads; the secret is the applicant's"),
        ("sau", "receipt_slip", 404, "another commune sees no dossier"),
        ("", "receipt_slip", 302, "a stranger logs in first"),
    ],
)
def test_who_may_print_which_slip(house, browser, who, name, status, why):
    stream = papers.handed_over(house)
    assert browser(who).get(address(stream, name)).status_code == status, why


def test_the_page_offers_only_what_the_officer_may_print(house, browser):
    stream = papers.handed_over(house)
    ref = DossierRow.objects.get(stream=stream).code
    desk = browser("lan").get(f"/ho-so/{ref}/").text
    specialist = browser("tuan").get(f"/ho-so/{ref}/").text
    assert ("receipt_slip" in desk, "control_slip" in desk) == (True, True)
    assert ("receipt_slip" in specialist, "control_slip" in specialist) == (False, True)


@pytest.mark.parametrize(
    ("name", "version"),
    [("receipt_slip", 2), ("supplement_slip", 1), ("nothing", 1), ("receipt_slip", 99)],
)
def test_a_slip_that_the_dossier_does_not_have_is_not_found(house, browser, name, version):
    stream = papers.received(house)
    assert browser("lan").get(address(stream, name, version)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_slip_has_its_numbers_once_the_ledger_gave_them(house, browser):
    for _ in range(3):
        stream = papers.received(house)
    client = browser("lan")
    assert "Số: ……/TTPVHCC" in reading.words(client.get(address(stream, "receipt_slip")).content)
    sequencer.drain()
    said = reading.words(client.get(address(stream, "receipt_slip")).content)
    assert "Số: 03/TTPVHCC" in said
    assert "Vào Sổ theo dõi hồ sơ: Quyển số 01/2026, số thứ tự 03" in said


def test_the_qr_holds_the_offices_public_address_where_one_is_set(house, browser, settings):
    stream = papers.received(house)
    client = browser("lan")
    code = DossierRow.objects.get(stream=stream).code
    found = reading.marks(client.get(address(stream, "receipt_slip")).content)
    assert found["QR Code"] == f"http://testserver/tra-cuu/#{code}"
    settings.PUBLIC_ADDRESS = "https://motcua.tinh.example"
    found = reading.marks(client.get(address(stream, "receipt_slip")).content)
    assert found["QR Code"] == f"https://motcua.tinh.example/tra-cuu/#{code}"


def test_larger_paper_is_one_word_in_the_address(house, browser):
    stream = papers.received(house)
    client, at = browser("lan"), address(stream, "receipt_slip")
    assert reading.pages(client.get(at).content) == [(148, 210)]
    assert reading.pages(client.get(f"{at}?size=A4").content) == [(210, 297)]
    assert reading.pages(client.get(f"{at}?size=A9").content) == [(148, 210)]


OWN = """#import "/house.typ": *
#let render(paper) = house(paper)[
  #heading(level: 1)[MẪU CỦA XÃ]
  #paper.parts.map(each => each.text).join(linebreak())
]
"""


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.PAPER_FOLDER = str(tmp_path)
    (tmp_path / "house.typ").write_text((rendering.STANDARD / "house.typ").read_text("utf-8"))
    return tmp_path


def test_an_office_replaces_a_template_without_touching_code(house, browser, own_folder):
    (own_folder / "slip.typ").write_text(OWN)
    stream = papers.received(house)
    said = reading.words(browser("lan").get(address(stream, "receipt_slip")).content)
    assert "MẪU CỦA XÃ" in said
    assert "Trần Thị Hạnh" in said
    # What the office did not replace stays as it was.
    control = browser("lan").get(address(stream, "control_slip")).content
    assert "PHIẾU KIỂM SOÁT" in reading.words(control)


@pytest.mark.parametrize(
    ("template", "fault", "why"),
    [
        (OWN.replace("paper.parts", "paper.part"), "part", "a name that the value does not have"),
        (OWN.replace("]\n}", "") + "\n#let x = [", "", "a bracket left open"),
        (OWN.replace("/house.typ", "/../secret.typ"), "", "a file outside the folder"),
    ],
)
def test_a_broken_template_says_so_and_offers_the_standard_one(
    house, browser, own_folder, template, fault, why
):
    (own_folder / "slip.typ").write_text(template)
    stream = papers.received(house)
    client = browser("lan")
    answer = client.get(address(stream, "receipt_slip") + "?size=A4")
    assert answer.status_code == 409, why
    said = plain(answer.text)
    assert "Mẫu giấy riêng “slip” của cơ quan không in được" in said
    assert fault in said
    assert str(own_folder) not in answer.text
    [href] = re.findall(r'class="govuk-button" href="([^"]+)"', answer.text)
    standard = client.get(href.replace("&amp;", "&"))
    assert "GIẤY TIẾP NHẬN" in reading.words(standard.content)
    assert reading.pages(standard.content) == [(210, 297)]


def test_what_was_handed_over_and_not_confirmed_is_a_list_for_each_receiver(house, browser):
    client = browser("lan")
    empty = client.get("/giay-to/handover-list/")
    assert "Không có hồ sơ nào đang chờ người khác nhận" in empty.text
    codes = []
    for to in ("tuan", "tuan", "ky"):
        found = builders.received(house)
        papers.actions.hand_over(
            found.stream,
            builders.CAM_XUYEN,
            1,
            builders.hand(house["lan"], papers.later(minutes=5)),
            to_officer=house[to].pseudonym,
        )
        codes.append(found.code)
    assert "/giay-to/handover-list/" in client.get(f"/ho-so/{codes[0]}/").text
    assert "/giay-to/handover-list/" not in browser("tuan").get(f"/ho-so/{codes[0]}/").text
    pdf = client.get("/giay-to/handover-list/").content
    said = reading.words(pdf)
    assert len(reading.pages(pdf)) == 2
    assert reading.faults_of_pdfa(pdf) == []
    assert all(code in said.replace(" ", "") for code in codes)
    assert "Người nhận: Lê Anh Tuấn, Cẩm Xuyên" in said
    assert "Số hồ sơ bàn giao: 02" in said
    assert AccessRow.objects.filter(page="documents:handover_list").count() == 3
    assert "Không có hồ sơ" in browser("minh").get("/giay-to/handover-list/").text

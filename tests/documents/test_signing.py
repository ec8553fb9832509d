"""A paper signed with the office's key is whole, and a changed byte is seen; without a key: by hand."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from motcua.documents import signing
from motcua.dossiers.models import DossierRow
from motcua.rules.refusal import Refusal
from tests.documents import keys, papers, reading
from tests.dossiers import builders
from tests.dossiers.requests import plain

UNIT = builders.CAM_XUYEN
PIN = "mật khẩu của con dấu"
TOKENS = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="session")
def root() -> keys.Pair:
    return keys.authority()


@pytest.fixture(scope="session")
def seal(root) -> keys.Pair:
    return keys.office(root)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SIGNING_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def key_file(folder, root, seal) -> Path:
    """A PKCS#12 file with its password beside it."""
    path = folder / f"{UNIT}.p12"
    path.write_bytes(seal.p12(PIN.encode(), root))
    (folder / f"{UNIT}.pin").write_text(f"{PIN}\n", "utf-8")
    return path


@pytest.fixture
def token(folder, root, seal, tmp_path, monkeypatch) -> Path:
    """The same key inside a token of Debian's softhsm2."""
    if not TOKENS.exists():
        pytest.skip("softhsm2 is not installed")
    import pkcs11
    from pkcs11.util.rsa import encode_rsa_public_key  # noqa: F401 - the package is whole

    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    run = ["softhsm2-util", "--init-token", "--free", "--label", "xa", "--so-pin", "1234"]
    subprocess.run([*run, "--pin", "5678"], check=True, capture_output=True, env=os.environ)
    lib = pkcs11.lib(str(TOKENS))
    lib.reinitialize()
    with lib.get_token(token_label="xa").open(rw=True, user_pin="5678") as session:
        _put(session, seal)
    path = folder / f"{UNIT}.toml"
    path.write_text(
        f'module = "{TOKENS}"\ntoken = "xa"\nkey = "dau"\ncertificate = "dau"\npin = "5678"\n'
    )
    return path


def _put(session, pair: keys.Pair) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    der = pair.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    more = {Attribute.LABEL: "dau", Attribute.ID: b"\1", Attribute.TOKEN: True}
    session.create_object(decode_rsa_private_key(der) | more)
    found = decode_x509_certificate(pair.der())
    assert found[Attribute.CLASS] is ObjectClass.CERTIFICATE
    session.create_object(found | more)


def judged(pdf: bytes, root: keys.Pair):
    """What pyHanko's own validator says of the one signature, trusting only this root."""
    [found] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    trust = ValidationContext(
        trust_roots=[asn1.Certificate.load(root.der())],
        moment=papers.PRINTED,
        allow_fetching=False,
    )
    return found, validate_pdf_signature(found, trust)


def address(stream: str, more: str = "?signed=1") -> str:
    return f"/giay-to/{DossierRow.objects.get(stream=stream).code}/receipt_slip/1/{more}"


@pytest.mark.parametrize("kind", ["key_file", "token"])
def test_a_signed_slip_is_whole_and_says_that_it_is_signed(house, browser, request, root, kind):
    request.getfixturevalue(kind)
    pdf = browser("lan").get(address(papers.received(house))).content
    found, verdict = judged(pdf, root)
    assert (verdict.intact, verdict.valid, verdict.trusted) == (True, True, True)
    assert verdict.coverage.name == "ENTIRE_FILE"
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert "Ủy ban nhân dân xã Cẩm Xuyên" in verdict.signing_cert.subject.human_friendly
    said = reading.words(pdf)
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ (Đã ký số)" in said
    assert "NGƯỜI NỘP HỒ SƠ (Ký tay, ghi rõ họ tên)" in said
    assert reading.faults_of_pdfa(pdf) == []


def test_another_roots_certificate_is_not_trusted(house, browser, key_file):
    pdf = browser("lan").get(address(papers.received(house))).content
    _, verdict = judged(pdf, keys.authority("Kẻ khác"))
    assert (verdict.intact, verdict.trusted) == (True, False)


def test_a_changed_byte_breaks_the_signature(house, browser, key_file, root):
    pdf = browser("lan").get(address(papers.received(house))).content
    at = pdf.index(b"/Title")
    _, verdict = judged(pdf[:at] + b"/Tutle" + pdf[at + 6 :], root)
    assert verdict.intact is False


def test_without_a_key_the_slip_is_signed_by_hand_and_no_other_is_offered(house, browser, folder):
    stream = papers.received(house)
    client = browser("lan")
    ref = DossierRow.objects.get(stream=stream).code
    assert "bản ký số" not in client.get(f"/ho-so/{ref}/").text
    assert "(Ký tay, ghi rõ họ tên)" in reading.words(client.get(address(stream, "")).content)
    answer = client.get(address(stream))
    assert answer.status_code == 409
    assert "chưa có khóa ký số" in plain(answer.text)


def test_with_a_key_the_page_offers_the_signed_one_beside_the_printed(house, browser, key_file):
    ref = DossierRow.objects.get(stream=papers.received(house)).code
    assert "bản ký số" in browser("lan").get(f"/ho-so/{ref}/").text


def wrong_password(path: Path) -> None:
    path.with_suffix(".pin").write_text("sai")


def no_password(path: Path) -> None:
    path.with_suffix(".pin").unlink()


def broken(path: Path) -> None:
    path.write_bytes(b"not a key")


@pytest.mark.parametrize("spoil", [wrong_password, no_password, broken])
def test_a_key_that_cannot_be_opened_is_said(
    house, browser, key_file, spoil: Callable[[Path], None]
):
    spoil(key_file)
    answer = browser("lan").get(address(papers.received(house)))
    assert answer.status_code == 409
    assert "không dùng được" in plain(answer.text)
    assert PIN not in answer.text


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('pin = "5678"', 'pin = "0000"'),
        ('token = "xa"', 'token = "khac"'),
        ('key = "dau"', ""),
        ('key = "dau"', 'key = "khac"'),
    ],
)
def test_a_token_that_does_not_answer_is_said(house, browser, token, was, now):
    token.write_text(token.read_text().replace(was, now))
    answer = browser("lan").get(address(papers.received(house)))
    assert answer.status_code == 409
    assert "không dùng được" in plain(answer.text)


@pytest.mark.parametrize("unit", ["../18673", "18673/..", "", "a b"])
def test_a_units_code_never_leaves_the_folder(folder, unit):
    with pytest.raises(Refusal, match="no_signing_key"):
        signing.seal_of(unit)

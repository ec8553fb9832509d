"""The office's electronic signature on a PDF (PAdES): one way to sign, two places for the key.

In `MOTCUA_SIGNING_FOLDER` each unit that signs has

    18673.p12 and 18673.pin     a PKCS#12 file, and its password on one line
    18673.toml                  a token or HSM: module, token, key, certificate (labels), pin

Without either the paper says that it is signed by hand. `python-pkcs11` is needed for tokens only.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings

from motcua.rules.refusal import Refusal

if TYPE_CHECKING:
    from pyhanko.sign import Signer

FIELD = "ChuKySo"
TOKEN = ("module", "token", "key", "certificate", "pin")


class Seal(Protocol):
    """A key that signs for a unit."""

    def sign(self, pdf: bytes, *, at: datetime, place: str) -> bytes:
        """The PDF with a signature over all of it."""
        ...


def has_seal(unit: str) -> bool:
    """Whether the unit signs with a key; the key itself is not opened."""
    return any(path.is_file() for path in _places(unit))


def seal_of(unit: str) -> Seal:
    """The unit's key.

    Refuses `no_signing_key`, `signing_key_unusable`, `token_program_missing`.
    """
    for path, seal in zip(_places(unit), (FileSeal, TokenSeal), strict=False):
        if path.is_file():
            return seal(path, unit)
    raise Refusal("no_signing_key", unit=unit)


def _places(unit: str) -> list[Path]:
    # A unit's code names a file only when it is letters and digits.
    if not settings.SIGNING_FOLDER or not unit.isalnum():
        return []
    folder = Path(settings.SIGNING_FOLDER)
    return [folder / f"{unit}.p12", folder / f"{unit}.toml"]


class FileSeal:
    """A key in a PKCS#12 file."""

    def __init__(self, path: Path, unit: str) -> None:
        self.path, self.unit = path, unit

    def sign(self, pdf: bytes, *, at: datetime, place: str) -> bytes:
        """Signed with the file's key."""
        from pyhanko.sign import SimpleSigner

        pin = self.path.with_suffix(".pin")
        password = pin.read_bytes().strip() if pin.is_file() else b""
        # It answers None for a wrong password, and for a file that is none.
        signer = SimpleSigner.load_pkcs12(str(self.path), passphrase=password)
        if signer is None:
            raise Refusal("signing_key_unusable", unit=self.unit)
        return _signed(pdf, signer, at, place)


class TokenSeal:
    """A key in a token or HSM, which never leaves it (PKCS#11)."""

    def __init__(self, path: Path, unit: str) -> None:
        self.path, self.unit = path, unit

    def sign(self, pdf: bytes, *, at: datetime, place: str) -> bytes:
        """Signed inside the token; the session is closed afterwards."""
        said = self._said()
        try:
            from pkcs11.exceptions import PKCS11Error
            from pyhanko.config.pkcs11 import TokenCriteria
            from pyhanko.sign.general import SigningError
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
        except ImportError as fault:
            raise Refusal("token_program_missing", unit=self.unit) from fault
        try:
            with open_pkcs11_session(
                said["module"],
                token_criteria=TokenCriteria(label=said["token"]),
                user_pin=said["pin"],
            ) as session:
                signer = PKCS11Signer(
                    session, cert_label=said["certificate"], key_label=said["key"]
                )
                return _signed(pdf, signer, at, place)
        except (PKCS11Error, SigningError, OSError) as fault:
            raise Refusal("signing_key_unusable", unit=self.unit) from fault

    def _said(self) -> dict[str, str]:
        try:
            said: dict[str, Any] = tomllib.loads(self.path.read_text("utf-8"))
            return {name: str(said[name]) for name in TOKEN}
        except (KeyError, ValueError) as fault:
            raise Refusal("signing_key_unusable", unit=self.unit) from fault


def _signed(pdf: bytes, signer: Signer, at: datetime, place: str) -> bytes:
    """An update after the PDF's own bytes, so that what was printed stays as it was."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    said = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        location=place,
        use_pades_lta=False,
    )
    out = BytesIO()
    sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), said, signer, output=out)
    return out.getvalue()

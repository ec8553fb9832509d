"""The ways to an applicant: e-mail by SMTP, and text messages through an adapter.

An adapter is a function of (number, text) that raises `Trouble` or returns; an office names its
own in MOTCUA_SMS_ADAPTER. `file` writes a line of JSON, for demonstrations and tests.
"""

from __future__ import annotations

import json
import re
import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from django.core.validators import validate_email
from django.utils.module_loading import import_string

from motcua.notices import sms
from motcua.notices.letters import Letter
from motcua.notices.trouble import Trouble

Adapter = Callable[[str, str], None]
_PHONE = re.compile(r"\+?\d{9,15}")


def email(address: str, letter: Letter, message: str) -> int:
    """The mail server has the letter, under an id that stays the same; 1 part."""
    if not settings.EMAIL_HOST:
        raise Trouble("sending_off", final=True)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Trouble("no_address", final=True) from error
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    headers = {"Message-ID": f"<{message}@{domain}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(
        letter.subject, letter.body, to=[address], headers=headers, connection=get_connection()
    )
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, BadHeaderError) as error:
        raise Trouble("refused", final=_for_good(error)) from error
    except smtplib.SMTPResponseException as error:
        raise Trouble("busy" if error.smtp_code < 500 else "refused") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Trouble("unreachable") from error
    return 1


def _for_good(error: Exception) -> bool:
    codes = [code for code, _ in getattr(error, "recipients", {}).values()]
    return all(code >= 500 for code in codes)


def text_message(phone: str, letter: Letter, message: str) -> int:
    """The adapter has the message; how many parts it takes."""
    if not settings.SMS_ADAPTER:
        raise Trouble("sending_off", final=True)
    number = re.sub(r"[ .()-]", "", phone)
    if not _PHONE.fullmatch(number):
        raise Trouble("no_address", final=True)
    text = letter.short if settings.SMS_MARKS else sms.without_marks(letter.short)
    _adapter()(number, text)
    return sms.length(text).parts


def _adapter() -> Adapter:
    if settings.SMS_ADAPTER == "file":
        return to_file
    found: Adapter = import_string(settings.SMS_ADAPTER)
    return found


def to_file(number: str, text: str) -> None:
    """A line more in the file of text messages."""
    line = json.dumps({"to": number, "text": text}, ensure_ascii=False)
    try:
        settings.SMS_FILE.parent.mkdir(parents=True, exist_ok=True)
        with settings.SMS_FILE.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise Trouble("unreachable") from error

"""For the fault tests: an office on its own data, and clerks who send until they are answered."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import unquote, urlencode

from tests.cluster import free_port
from tests.shared import ROOT

PROCEDURE = "1.004837"
READY_WITHIN = 60
LONGEST = 120
PREPARE = """
import django; django.setup()
from django.core.management import call_command
import os, sys
call_command("demo", "--no-serve", "--per-day", "0", "--json", stdout=sys.stderr)
from django.test import Client
from motcua.organisation.models import Officer
from django.middleware.csrf import _get_new_csrf_string
client = Client()
client.force_login(Officer.objects.get(username="mc.18673"))
from motcua.procedures.queries import offer
from motcua.web import clock
case = offer("1.004837", clock.today()).cases[0].id
print(client.cookies["session"].value, _get_new_csrf_string(), case)
"""
ROWS = """
import django; django.setup()
from motcua.dossiers.models import DossierRow
for code, name in DossierRow.objects.values_list("code", "applicant_name"):
    print(code, name, sep="\\t")
"""
WAITING = """
import django; django.setup()
from motcua.ledger.models import Event, LedgerPosition
print(Event.objects.count() - LedgerPosition.objects.count())
"""
# One line of the desk, and what it says in an office that forgets the keys of forms, or that
# answers before it commits.
KEYED = (
    "        return once(key, origin, digest, lambda: deed().encode(), now=clock.now()).decode()\n"
)
FORGETS_KEYS = "        return deed()\n"
ANSWERS_FIRST = (
    "        import threading\n"
    "        threading.Timer(1.0, lambda: transaction.atomic()(deed)()).start()\n"
    '        return "H27.18673-20261124-9999999"\n'
)


def mutated(folder: Path, new: str) -> Path:
    """A copy of the source in which that line of the desk says something else."""
    copy = folder / "src"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
    place = copy / "motcua" / "dossiers" / "requests.py"
    text = place.read_text("utf-8")
    assert KEYED in text
    place.write_text(text.replace(KEYED, new), "utf-8")
    return copy


@dataclass
class Office:
    """A served office; `source` is the tree it runs, so that a mutant can be served too."""

    home: Path
    source: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    server: subprocess.Popen | None = None
    session: str = ""
    csrf: str = ""
    case: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "MOTCUA_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "motcua.settings.django",
            "PYTHONPATH": str(self.source),
        }
        if self.database:
            own["MOTCUA_DATABASE_URL"] = self.database
        return os.environ | own

    def read(self, address: str) -> int:
        """The status of a page for the officer at the desk."""
        http = HTTPConnection("127.0.0.1", self.port, timeout=30)
        http.request("GET", address, headers={"Cookie": f"session={self.session}"})
        return http.getresponse().status

    def run(self, code: str) -> str:
        """What a program with Django at hand prints in this office."""
        answer = subprocess.run(
            [sys.executable, "-c", code],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return answer.stdout

    def command(self, *words: str) -> int:
        """The exit code of a `motcua` command."""
        return subprocess.run(
            [sys.executable, "-m", "motcua", *words],
            env=self.environment, capture_output=True, check=False,
        ).returncode  # fmt: skip

    def prepare(self) -> None:
        """People, catalogue, and a session at the desk."""
        self.session, self.csrf, self.case = self.run(PREPARE).split()

    def start(self) -> None:
        """It answers."""
        self.server = subprocess.Popen(
            [sys.executable, "-m", "motcua", "serve", "--port", str(self.port), "--workers", "1"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            try:
                http = HTTPConnection("127.0.0.1", self.port, timeout=2)
                http.request("GET", "/suc-khoe")
                if http.getresponse().status == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise TimeoutError("the office did not open")

    def kill(self) -> None:
        """Every process of it is killed at once, in the middle of whatever it did."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def waiting(self) -> int:
        """How many events have no position yet."""
        return int(self.run(WAITING))

    def rows(self) -> list[tuple[str, str]]:
        """Code and applicant of every dossier."""
        lines = self.run(ROWS).splitlines()
        return [(code, name) for code, name in (line.split("\t") for line in lines)]


@dataclass(frozen=True)
class Answer:
    """What a clerk who was not taken in got to read."""

    status: int
    retry_after: str
    page: str
    typed: str

    @property
    def is_plain(self) -> bool:
        """A sentence of what is wrong and what to do, with what was typed still in the page."""
        says = {503: "đang bận", 507: "hết chỗ lưu"}.get(self.status)
        comes_back = self.status == 507 or bool(self.retry_after)
        kept = "Thử lại" in self.page and self.typed in self.page
        return says is not None and says in self.page and comes_back and kept


@dataclass
class Clerks:
    """Some at once; each sends a form until it is answered, and one in four a second time."""

    office: Office
    acknowledged: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    turned_away: list[Answer] = field(default_factory=list)
    tried: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def work(self, clerk: int) -> None:
        """One clerk's day."""
        chance = random.Random(clerk)
        while not self.enough.is_set():
            self.tried += 1
            name = f"Người {clerk} {secrets.token_hex(4)}"
            form = {
                "idempotency_key": secrets.token_hex(16),
                "case": self.office.case,
                "channel": "counter",
                "name": name,
                "copies": "1",
                "save": "1",
            }
            for _ in range(2 if chance.random() < 0.25 else 1):
                code = self._until_answered(form)
                if code and self.acknowledged.setdefault(name, code) != code:
                    self.wrong.append(f"{name}: {self.acknowledged[name]} and {code}")

    def _until_answered(self, form: dict[str, str]) -> str:
        while not self.enough.is_set():
            try:
                return self._send(form)
            except (OSError, HTTPException):
                time.sleep(0.05)
        return ""

    def _send(self, form: dict[str, str]) -> str:
        http = HTTPConnection("127.0.0.1", self.office.port, timeout=10)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"session={self.office.session}; csrf={self.office.csrf}",
            "X-CSRFToken": self.office.csrf,
        }
        http.request("POST", f"/ho-so/receive/{PROCEDURE}/", urlencode(form), headers)
        answer = http.getresponse()
        body = answer.read().decode()
        if answer.status != 302:
            retry_after = answer.headers.get("Retry-After", "")
            self.turned_away.append(Answer(answer.status, retry_after, body, form["name"]))
            raise HTTPException(str(answer.status))
        return unquote(answer.headers["Location"]).strip("/").rpartition("/")[2]


@contextmanager
def at_work(office: Office, clerks: int = 4) -> Iterator[Clerks]:
    """The office is open and clerks send; afterwards they stop and it is killed."""
    people = Clerks(office)
    threads = [threading.Thread(target=people.work, args=(n,)) for n in range(clerks)]
    office.start()
    for thread in threads:
        thread.start()
    try:
        yield people
    finally:
        people.enough.set()
        for thread in threads:
            thread.join()
        office.kill()


def day(office: Office, kills: int, between: float = 1.5) -> Clerks:
    """Clerks at work while the office is killed and opened again; what they were told."""
    with at_work(office) as people:
        for _ in range(kills):
            time.sleep(between)
            office.kill()
            office.start()
        time.sleep(between)
    return people


def verdict(office: Office, people: Clerks) -> dict[str, int]:
    """Lost: told and not there. Doubled: there twice. Wrong: told two codes for one form."""
    there: dict[str, list[str]] = {}
    for code, name in office.rows():
        there.setdefault(name, []).append(code)
    return {
        "acknowledged": len(people.acknowledged),
        "lost": sum(code not in there.get(name, ()) for name, code in people.acknowledged.items()),
        "doubled": sum(len(codes) > 1 for codes in there.values()),
        "wrong": len(people.wrong),
    }


def until(is_so: Callable[[], object], what: str) -> None:
    """Waits for something that must come; how soon is no question here."""
    end = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def assert_nothing_is_wrong(office: Office, people: Clerks) -> None:
    """What was told is there, once, and whoever was turned away read why."""
    found = verdict(office, people)
    assert (found["lost"], found["doubled"], found["wrong"]) == (0, 0, 0), people.wrong
    assert found["acknowledged"] > 20
    strange = [each for each in people.turned_away if not each.is_plain]
    assert not strange, strange[0]
    assert office.command("rebuild", "--check") == 0
    assert office.command("check_ledger") == 0

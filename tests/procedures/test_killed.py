"""An import killed in the middle (kill -9), and two at once: nothing half, nothing doubled."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.procedures.builders import line
from tests.shared import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LINES = 600
PAPERS = [{"ten": f"Giấy {n}", "so_luong": "1 bản chính"} for n in range(20)]
LOOK = """
import json, django
django.setup()
from django.core.management import execute_from_command_line
execute_from_command_line(["motcua", "migrate", "--verbosity=0"])
from motcua.procedures.models import *
print(json.dumps({
    "procedures": Procedure.objects.count(),
    "published": Revision.objects.filter(state="published").count(),
    "revisions": Revision.objects.count(),
    "papers": Paper.objects.count(),
    "entries": SearchEntry.objects.count(),
}))
"""


@pytest.fixture
def environment(tmp_path):
    """The same database for the other process: a file, or the server's test database."""
    address = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    if connection.vendor == "postgresql":
        of = connection.settings_dict
        login = ":".join(filter(None, (of["USER"], of["PASSWORD"])))
        address = f"postgresql://{login}@{of['HOST']}:{of['PORT']}/{of['NAME']}"
    return os.environ | {
        "MOTCUA_DATABASE_URL": address,
        "MOTCUA_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "motcua.settings.django",
        "PYTHONPATH": str(ROOT / "src"),
    }


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "thu_tuc.jsonl.gz"
    held = (line(ma_thu_tuc=f"1.{n:06}", thanh_phan_ho_so=PAPERS) for n in range(LINES))
    path.write_bytes(gzip.compress(b"\n".join(held)))
    return path


def look(environment) -> dict[str, int]:
    asked = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, check=True, capture_output=True
    )
    return json.loads(asked.stdout)


def rows(environment) -> int:
    """How many procedures are there, asked without a whole program: an import is soon done."""
    address = environment["MOTCUA_DATABASE_URL"]
    question = "SELECT count(*) FROM procedures_procedure"
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20)) as found:
            return found.execute(question).fetchone()[0]
    with psycopg.connect(address) as found:
        return found.execute(question).fetchone()[0]


def importing(environment, file) -> subprocess.Popen:
    words = [sys.executable, "-m", "motcua", "procedures", "import", str(file), "--json"]
    return subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def whole(seen: dict[str, int]) -> bool:
    """Each procedure that is there is there with all that belongs to it."""
    wanted = dict.fromkeys(("published", "revisions", "entries"), seen["procedures"])
    return seen == {"procedures": seen["procedures"], "papers": 20 * seen["procedures"], **wanted}


def test_an_import_killed_in_the_middle_is_finished_by_starting_it_again(environment, file):
    look(environment)
    begun = importing(environment, file)
    while rows(environment) == 0 and begun.poll() is None:
        time.sleep(0.01)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    seen = look(environment)
    assert 0 < seen["procedures"] < LINES, "it was killed in the middle"
    assert whole(seen)
    # The judge is no rubber stamp: half a procedure does not pass it.
    assert not whole(seen | {"papers": seen["papers"] - 1})

    finished = importing(environment, file)
    said = json.loads(finished.communicate()[0])
    assert (said["imported"], said["unchanged"]) == (
        LINES - seen["procedures"],
        seen["procedures"],
    )
    after = look(environment)
    assert whole(after)
    assert after["procedures"] == LINES


def test_two_imports_at_once_bring_in_each_procedure_once(environment, file):
    look(environment)
    both = [importing(environment, file), importing(environment, file)]
    said = [json.loads(each.communicate()[0]) for each in both]
    assert [each["imported"] + each["unchanged"] for each in said] == [LINES, LINES]
    assert sum(each["imported"] for each in said) == LINES
    seen = look(environment)
    assert whole(seen)
    assert seen["procedures"] == LINES

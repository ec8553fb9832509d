"""The work list of 50 against the same SQL and a bare template loop, and page 200 against page 1.

Rows are made in the database itself; ROWS says how many (design.md asks ten million on
PostgreSQL, a tenth on SQLite). The bare side runs behind the same session and permission check.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROWS = int(os.environ.get("MOTCUA_BENCH_ROWS", "200000"))
ROUNDS = 15
LOOP = (
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table>"
)
COPY = """
INSERT INTO dossiers_dossierrow ({columns})
SELECT {values} FROM dossiers_dossierrow d CROSS JOIN (
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) SELECT i FROM n
) n WHERE d.stream = %s
"""


def prepare(home: Path) -> None:
    os.environ["MOTCUA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.settings.django"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("demo", "--no-serve", "--per-day", "1", "--json", stdout=sys.stderr)


def fill() -> None:
    """ROWS open dossiers at the desk and ten times as many ended ones elsewhere would be alike."""
    from django.db import connection

    from motcua.dossiers.models import DossierRow

    row = DossierRow.objects.filter(unit="18673").exclude(code=None).first()
    names = [field.column for field in DossierRow._meta.concrete_fields]
    special = {
        "stream": "'s' || n.i",
        "code": "'H27.18673-20260101-' || n.i",
        "status": "CASE WHEN n.i % 10 = 0 THEN 'in_progress' ELSE 'returned' END",
        "holder_unit": "'18673'",
        "promised": "d.promised",
    }
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(special.get(name, f'd."{name}"') for name in names)
    with connection.cursor() as cursor:
        statement = COPY.format(columns=columns, values=values).replace("% 10", "%% 10")
        cursor.execute(statement, [ROWS, row.stream])
        cursor.execute("ANALYZE")


def timed(ask, times: int = 1) -> float:
    start = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - start) / times


def recorded(client, address: str) -> list[tuple[str, object]]:
    """Every statement of one page."""
    from django.db import connection

    statements: list[tuple[str, object]] = []

    def record(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        assert client.get(address).status_code == 200
    return statements


def bare(client, address: str, lists: list[tuple[str, object]]) -> None:
    """The same session, permission and SQL, and a template that only loops."""
    from django.contrib.auth import get_user
    from django.db import connection
    from django.test import RequestFactory
    from jinja2 import Environment

    from motcua.organisation.permits import reach
    from motcua.web import clock

    request = RequestFactory().get(address)
    request.session = client.session
    reach(get_user(request), clock.now()).scope("dossiers.list")
    found: list[tuple] = []
    for sql, params in lists:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall() or found
    template = Environment(autoescape=True).from_string(LOOP)
    template.render(rows=found[:50])


def measure() -> dict:
    """The ratio, page by page in alternation."""
    from django.db import connection
    from django.test import Client

    from motcua.organisation.models import Officer

    client, address = Client(), "/ho-so/?view=unit"
    client.force_login(Officer.objects.get(username="mc.18673"))
    statements = recorded(client, address)
    lists = [each for each in statements if "dossiers_dossierrow" in each[0]]
    ratios = [
        timed(lambda: bare(client, address, lists)) / timed(lambda: client.get(address))
        for _ in range(ROUNDS + 1)
    ]
    return {
        "what": f"list page of 50 at {ROWS:,} rows, {connection.vendor}",
        "limit": "the same SQL and a bare template loop, same session and permission",
        "at_least": 0.5,
        "ratio": statistics.median(ratios[1:]),
        "note": f"{len(statements)} statements",
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        fill()
        print(json.dumps(measure()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

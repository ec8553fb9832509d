"""What a ledger must be, checked from its bytes: used on a restored backup and whenever asked.

`motcua check_ledger` prints it; a backup that was never checked this way is a hope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from django.apps import apps
from django.db import connection
from django.db.models import Max

from motcua.ledger import append_only, codec, commitment, keys, rebuild, store
from motcua.ledger.difference import Difference
from motcua.ledger.models import Event, LedgerPosition, StreamSecret
from motcua.rules.refusal import Refusal

# After so many faults the rest adds nothing.
MOST = 100


@dataclass
class Verdict:
    """What was read and every fault found, as sentences; sound when there is none."""

    events: int
    positions: int
    tables: dict[str, int]
    erased: int = 0
    faults: list[str] = field(default_factory=list)
    wrong: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.wrong


def check(tick: Callable[[int], object] = lambda count: None) -> Verdict:
    """Triggers, positions, the bytes of every event and leaf, and every derived row."""
    verdict = Verdict(Event.objects.count(), LedgerPosition.objects.count(), table_counts())
    verdict.faults += [
        f"Bảng nhật ký {table} không còn chặn sửa và xóa."
        for table in append_only.unprotected(connection)
    ]
    verdict.faults += _positions(verdict.positions)
    for histories in store.read_streams():
        secrets = StreamSecret.objects.in_bulk(list(histories))
        for stream, history in histories.items():
            row = secrets.get(stream)
            verdict.erased += row is None
            if len(verdict.faults) < MOST:
                verdict.faults += _stream(history, None if row is None else bytes(row.wrapped))
        tick(sum(map(len, histories.values())))
    try:
        rebuilt = rebuild.run(mend=False)
        verdict.wrong, verdict.differences = rebuilt.wrong, rebuilt.differences
    except (msgspec.MsgspecError, Refusal):
        # Which event it is, was said above.
        verdict.faults.append("Có sự kiện không đọc được nên chưa so được các dòng suy ra.")
    return verdict


def table_counts() -> dict[str, int]:
    """How many rows every table of the product has."""
    there = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if hasattr(model, "KIND")]
    return {
        model._meta.db_table: model._default_manager.count()
        for model in models
        if model._meta.db_table in there
    }


def _positions(count: int) -> list[str]:
    last = LedgerPosition.objects.aggregate(last=Max("position"))["last"]
    if count != (-1 if last is None else last) + 1:
        return [f"Số thứ tự bị hở: có {count} số nhưng số cuối là {last}."]
    if LedgerPosition.objects.filter(event__id__isnull=True).exists():
        return ["Có số thứ tự chỉ tới một sự kiện không còn trong sổ cái."]
    return []


def _stream(history: list[store.Recorded], wrapped: bytes | None) -> Iterator[str]:
    name = history[0].stream
    if [entry.version for entry in history] != list(range(1, len(history) + 1)):
        yield f"Luồng {name} thiếu hoặc thừa phiên bản."
    if wrapped is None:
        if history[-1].kind != "dossier.erased/1":
            yield f"Luồng {name} mất bí mật mà không có sự kiện xóa."
        secret = None
    else:
        try:
            secret = keys.unwrap(name, wrapped)
        except Refusal:
            yield f"Bí mật của luồng {name} không mở được bằng tệp khóa này."
            return
    for entry in history:
        if not _sound(entry, secret):
            yield f"Sự kiện {entry.version} của luồng {name} không đúng từng byte như khi ghi."


def _sound(entry: store.Recorded, secret: bytes | None) -> bool:
    try:
        if codec.encode(entry.event) != entry.body:
            return False
    except (msgspec.MsgspecError, ValueError, Refusal):
        return False
    if secret is None:
        return True
    leaf = commitment.leaf(secret, entry.version, entry.kind, entry.recorded_at, entry.body)
    return leaf == entry.leaf

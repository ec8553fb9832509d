"""A log without personal data: where a fault happened, never the values it happened with."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

Fault: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WithoutData(logging.Formatter):
    """Tracebacks with their places and the kinds of exceptions, but not the exceptions' texts.

    A database names the offending row in its text: a name or an identity number.
    """

    def formatException(self, ei: Fault) -> str:  # noqa: N802  the library's name
        """The places, oldest call first, for each exception in the chain, cause first."""
        parts: list[str] = []
        fault: BaseException | None = ei[1]
        while fault is not None:
            places = "".join(traceback.format_tb(fault.__traceback__))
            parts.append(f"{places}{type(fault).__module__}.{type(fault).__qualname__}")
            fault = fault.__cause__ or fault.__context__
        return "\n---\n".join(reversed(parts))

"""The deeds of the room: passing notices on to their ways, sending, and who else is told."""

from __future__ import annotations

from motcua.notices.actions.passing_on import pass_on
from motcua.notices.actions.receivers import add_receiver, end_receiver
from motcua.notices.actions.sending import send_again, send_next

__all__ = ["add_receiver", "end_receiver", "pass_on", "send_again", "send_next"]

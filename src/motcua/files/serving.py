"""How a stored file leaves the house: as a download, never shown inside one of our pages.

The room that knows whose file it is owns the address, marks it with a permission and asks here.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest

from motcua.files import store
from motcua.files.models import Attachment
from motcua.rules.refusal import Refusal

MayRead = Callable[[HttpRequest, Attachment], bool]


def serve(request: HttpRequest, attachment_id: str, may_read: MayRead) -> FileResponse:
    """The file as a download; to who may not read it there is none (404).

    Raises `attachment_erased` and `attachment_missing`.
    """
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None or not may_read(request, row):
        raise Http404
    if row.erased_at is not None:
        raise Refusal("attachment_erased", day=row.erased_at.date())
    try:
        file = store.place(row.id).open("rb")
    except FileNotFoundError as fault:
        raise Refusal("attachment_missing", name=row.name) from fault
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type=row.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""A file past the limit is counted but not kept while it comes in, so that it fills no disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class UpToTheLimit(FileUploadHandler):
    """Stands before Django's handlers; what is too large arrives empty, with its true size."""

    chunk_size = 64 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        return raw_data if self.size <= settings.ATTACHMENT_MB * 1_048_576 else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.size <= settings.ATTACHMENT_MB * 1_048_576:
            return None
        found = SimpleUploadedFile(self.file_name or "", b"")
        found.size = self.size
        return found

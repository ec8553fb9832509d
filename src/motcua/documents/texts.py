"""The room's refusals as sentences for people."""

from __future__ import annotations

SENTENCES = {
    "own_template_broken": (
        "Mẫu giấy riêng “%(template)s” của cơ quan không in được: %(fault)s. "
        "Hãy in theo mẫu chuẩn, và báo người giữ thư mục mẫu sửa lại."
    ),
}

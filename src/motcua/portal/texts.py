"""The room's refusals as sentences for people."""

from __future__ import annotations

SENTENCES = {
    "too_many_questions": (
        "Đã tra cứu quá nhiều lần trong thời gian ngắn. Vui lòng thử lại sau %(minutes)s phút, "
        "hoặc hỏi bộ phận một cửa nơi nộp hồ sơ."
    ),
}

"""The sentences of the refusals that every room shares: time, law and text."""

from __future__ import annotations

# The words that name a place in an instrument.
PLACES = {
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "appendix": "Phụ lục",
    "form": "Mẫu",
}
# How a moment and the grounds stand inside a sentence.
SHAPES = {
    "moment": "%(hour)s ngày %(day)s",
    "law": "Căn cứ: %(law)s",
    "house_rule": "Quy tắc nội bộ %(number)s",
    "unverified": "Chưa kiểm chứng: %(source)s",
}
SENTENCES = {
    "calendar_unknown": (
        "Lịch làm việc chỉ có từ %(first)s đến %(last)s nên chưa tính được ngày %(day)s. "
        "Hãy chọn ngày trong khoảng đó, hoặc bổ sung lịch nghỉ đã công bố."
    ),
    "hours_wrong": "Giờ làm việc phải có ít nhất một buổi, các buổi nối tiếp nhau, không chồng lên nhau.",
    "limit_wrong": ("Thời hạn %(amount)s không dùng được; hãy ghi một số từ 0 đến %(longest)s."),
    "month_part_wrong": (
        "Thời hạn %(amount)s tháng không dùng được; hãy ghi số tháng tròn hoặc thêm nửa tháng (0.5)."
    ),
    "pause_backwards": "Thời gian chờ người nộp không thể kết thúc (%(end)s) trước khi bắt đầu (%(start)s).",
}

"""What the room says."""

from __future__ import annotations

SENTENCES = {
    "nobody_waits": "Không còn ai đang chờ ở hàng này.",
    "counter_missing": "Ghi số quầy để người dân biết đến đâu.",
    "turn_over": "Số %(number)s đã xong lượt. Gọi số khác.",
    "not_called": "Số %(number)s chưa được gọi. Gọi trước, rồi mới kết thúc lượt.",
    "called_too_seldom": (
        "Mới gọi %(calls)s lần. Gọi đủ %(needed)s lần rồi mới ghi là vắng, để người ở xa kịp đến."
    ),
    "line_unknown": "Không có hàng chờ này. Chọn một trong các nút trên màn hình.",
}

LINES = {
    "A": "Nộp hồ sơ",
    "B": "Nhận kết quả",
    "P": "Ưu tiên: người già, người khuyết tật, phụ nữ có thai, trẻ nhỏ",
}

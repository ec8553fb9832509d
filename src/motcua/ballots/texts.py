"""What the room says: its refusals."""

from __future__ import annotations

SENTENCES = {
    "ballot_empty": "Phiếu chưa có câu trả lời nào. Chọn ít nhất một câu, hoặc viết vài chữ.",
    "ballot_choice_unknown": (
        "Có câu trả lời không nằm trong phiếu. Mở lại phiếu từ mã trên giấy rồi chọn lại."
    ),
    "ballot_of_staff": (
        "Phiếu đánh giá do người nộp hồ sơ tự trả lời. Đăng xuất, rồi đưa máy cho người nộp, hoặc "
        "mời họ dùng điện thoại quét mã trên giấy."
    ),
}

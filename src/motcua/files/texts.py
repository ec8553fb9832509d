"""The room's refusals as sentences for people."""

from __future__ import annotations

SENTENCES = {
    "too_large": (
        "Tệp “%(name)s” lớn hơn %(limit)s MB nên chưa được lưu. "
        "Hãy quét lại với độ phân giải thấp hơn, hoặc tách thành nhiều tệp."
    ),
    "type_not_allowed": (
        "Tệp “%(name)s” có nội dung không thuộc loại được nhận (%(allowed)s). "
        "Hãy lưu lại thành PDF rồi gửi."
    ),
    "two_types_at_once": (
        "Tệp “%(name)s” vừa là %(type)s vừa chứa nội dung loại khác nên không được nhận. "
        "Hãy in lại thành PDF hoặc chụp lại ảnh."
    ),
    "empty_file": "Tệp “%(name)s” không có nội dung. Kiểm tra lại tệp rồi gửi.",
    "disk_full": (
        "Máy chủ hết chỗ lưu nên tệp “%(name)s” chưa được lưu. "
        "Hãy báo người quản trị; hồ sơ giấy vẫn nhận bình thường."
    ),
    "attachment_erased": (
        "Tệp này đã được xóa ngày %(day)s vì hết thời hạn lưu; chỉ còn ghi nhận là đã có."
    ),
    "attachment_missing": (
        "Không tìm thấy nội dung của tệp “%(name)s” trên máy chủ. Hãy báo người quản trị."
    ),
}

NAMES = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (.odt)",
}

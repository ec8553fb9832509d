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
    "pdf_locked": (
        "Tệp “%(name)s” bị khóa bằng mật khẩu nên không ai ở đây mở được. "
        "Hãy bỏ mật khẩu (mở tệp, in lại thành PDF) rồi gửi."
    ),
    "pdf_broken": (
        "Tệp “%(name)s” bị hỏng hoặc không có trang nào. "
        "Hãy mở thử trên máy của ông/bà, quét hoặc in lại thành PDF rồi gửi."
    ),
    "malware_found": (
        "Tệp “%(name)s” có mã độc (%(found)s) nên không được nhận. "
        "Hãy quét mã độc trên máy đã tạo ra tệp, rồi quét lại giấy tờ."
    ),
    "scanner_silent": (
        "Chương trình quét mã độc không trả lời nên tệp “%(name)s” chưa được nhận. "
        "Hãy gửi lại sau ít phút, và báo người quản trị; hồ sơ giấy vẫn nhận bình thường."
    ),
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

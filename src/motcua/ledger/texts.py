"""The room's sentences; the words are those of its refusals and of `doctor`."""

from __future__ import annotations

SENTENCES = {
    "conflict": (
        "Ai đó vừa cập nhật hồ sơ này trong lúc ông/bà đang làm. Việc vừa gửi chưa được ghi. "
        "Hãy tải lại hồ sơ, xem mục Lịch sử rồi làm lại nếu vẫn cần."
    ),
    "not_yet_happened": (
        "Thời điểm xảy ra (%(at)s) muộn hơn giờ của máy chủ (%(recorded_at)s). "
        "Hãy ghi thời điểm đã xảy ra, không ghi trước."
    ),
    "stream_erased": (
        "Dữ liệu của hồ sơ này đã được xóa khi hết thời hạn lưu trữ nên không ghi thêm được."
    ),
    "unreadable_text": (
        "Chữ vừa nhập có ký tự hỏng, không theo bảng mã Unicode. "
        "Hãy xóa đoạn dán từ nơi khác và gõ lại."
    ),
    "unknown_kind": (
        "Sổ cái có loại sự kiện “%(kind)s” mà phiên bản này không đọc được. "
        "Hãy cài phiên bản đã ghi nó hoặc mới hơn."
    ),
    "key_reused": (
        "Yêu cầu này dùng lại mã gửi của một yêu cầu khác nội dung. Chưa có gì được ghi thêm. "
        "Hãy mở lại biểu mẫu rồi gửi lại."
    ),
    "key_malformed": (
        "Mã gửi của yêu cầu phải có từ 1 đến 64 chữ cái, chữ số hoặc dấu gạch. "
        "Hãy mở lại biểu mẫu rồi gửi lại."
    ),
    "key_file_missing": (
        "Không thấy tệp khóa %(path)s, trong khi cơ sở dữ liệu đã có bí mật khóa bằng tệp đó. "
        "Hãy đặt lại tệp khóa từ bản cất giữ riêng; một khóa mới không mở được hồ sơ cũ."
    ),
    "key_file_wrong": (
        "Tệp khóa %(path)s không phải khóa của cơ sở dữ liệu này. "
        "Hãy đặt lại đúng tệp khóa từ bản cất giữ riêng."
    ),
    "ledger_moved": (
        "Cơ sở dữ liệu này được chuyển từ máy chủ PostgreSQL khác nên thứ tự ghi chưa so được. "
        "Hãy dừng mọi việc ghi rồi chạy motcua sequence --adopt một lần."
    ),
    "program_missing": (
        "Không tìm thấy chương trình %(program)s. Hãy cài gói %(package)s rồi chạy lại."
    ),
    "program_failed": "Chương trình %(program)s dừng với lỗi: %(said)s",
    "backup_exists": (
        "Tệp %(path)s đã có. Hãy chọn tên khác; một bản sao lưu không bao giờ bị ghi đè."
    ),
    "backup_missing": "Không thấy bản sao lưu %(path)s hoặc tệp mô tả %(path)s.json đi kèm.",
    "backup_damaged": (
        "Bản sao lưu %(path)s không khớp với tệp mô tả của nó: %(why)s. Hãy dùng bản khác."
    ),
    "backup_of_other_engine": (
        "Bản sao lưu này của %(found)s, còn MOTCUA_DATABASE_URL đang trỏ tới %(wanted)s. "
        "Hãy khôi phục vào đúng loại cơ sở dữ liệu."
    ),
    "restore_needs_yes": (
        "Khôi phục sẽ thay toàn bộ dữ liệu đang có (%(events)s sự kiện). "
        "Hãy sao lưu trước, rồi thêm --yes nếu chắc chắn."
    ),
}

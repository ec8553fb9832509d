"""What the room says to officers: refusals, and the names of states, ways and troubles."""

from __future__ import annotations

SENTENCES = {
    "receiver_name_missing": "Ghi tên của hệ thống nhận thông báo.",
    "receiver_exists": "Đã có hệ thống nhận thông báo tên “%(name)s”. Chọn tên khác.",
    "receiver_ended": "Hệ thống “%(name)s” đã ngừng nhận thông báo từ ngày %(until)s.",
    "receiver_address_wrong": (
        "Địa chỉ “%(address)s” không dùng được: cần địa chỉ https:// có tên máy, không kèm tên "
        "đăng nhập hay mật khẩu."
    ),
    "not_to_be_sent_again": (
        "Thông báo này đang ở trạng thái “%(state)s” nên không gửi lại. Chỉ gửi lại thông báo "
        "đã thôi gửi hoặc không rõ đã đến hay chưa."
    ),
}

STATES = {
    "waiting": "Chờ gửi",
    "sending": "Đang gửi",
    "sent": "Đã gửi",
    "in_doubt": "Không rõ đã đến chưa",
    "given_up": "Đã thôi gửi",
}
WAYS = {
    "email": "Thư điện tử",
    "sms": "Tin nhắn",
    "webhook": "Hệ thống khác",
}
TROUBLES = {
    "no_address": "Người nộp không để lại địa chỉ dùng được",
    "refused": "Nơi nhận không nhận",
    "unreachable": "Không nối được với nơi nhận",
    "busy": "Nơi nhận đang bận",
    "address_inside": "Địa chỉ dẫn vào mạng bên trong, không được phép",
    "gone": "Nơi nhận đã ngừng nhận",
    "interrupted": "Đang gửi thì chương trình bị ngắt",
    "erased": "Dữ liệu cá nhân của hồ sơ đã được xóa",
    "sending_off": "Văn phòng chưa cấu hình cách gửi này",
}
TOLD = {
    "dossier.received/1": "Đã tiếp nhận",
    "dossier.refused_at_counter/1": "Từ chối tiếp nhận",
    "dossier.guidance_given/1": "Hướng dẫn hoàn thiện",
    "dossier.supplement_requested/1": "Yêu cầu bổ sung",
    "dossier.apologised/1": "Xin lỗi và hẹn lại",
    "dossier.finished/1": "Đã có kết quả",
    "dossier.stopped/1": "Dừng giải quyết",
}

# The names that stand inside a sentence.
NAMES = STATES

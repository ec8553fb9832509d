"""The letters to applicants, one for each event that is told, with places for facts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject, paragraphs and text message of one kind of letter, with places for facts."""

    subject: str
    paragraphs: tuple[str, ...]
    short: str


GREETING = "Kính gửi ông/bà %(name)s,"
TRACKING = "Theo dõi hồ sơ tại %(address)s với mã hồ sơ %(code)s và mã tra cứu %(secret)s."
CLOSING = "Thư này được gửi tự động. Cần hỏi thêm, xin ông/bà liên hệ %(desk)s."

LETTERS = {
    "dossier.received/1": Wording(
        "Đã tiếp nhận hồ sơ %(code)s",
        (
            "%(desk)s đã tiếp nhận hồ sơ %(code)s: %(procedure)s.",
            "Ngày hẹn trả kết quả: %(promised)s.",
        ),
        "Đã tiếp nhận hồ sơ %(code)s. Hẹn trả: %(promised)s. %(desk)s",
    ),
    "dossier.refused_at_counter/1": Wording(
        "Về việc từ chối tiếp nhận hồ sơ",
        (
            "%(desk)s chưa tiếp nhận hồ sơ của ông/bà: %(procedure)s.",
            "Lý do: %(reason)s",
        ),
        "%(desk)s chưa tiếp nhận hồ sơ của ông/bà. Lý do ghi trong phiếu đã trao.",
    ),
    "dossier.guidance_given/1": Wording(
        "Những giấy tờ cần hoàn thiện",
        (
            "Hồ sơ của ông/bà tại %(desk)s (%(procedure)s) cần hoàn thiện những mục sau:",
            "%(missing)s",
        ),
        "Hồ sơ của ông/bà cần hoàn thiện giấy tờ. Xem phiếu hướng dẫn của %(desk)s.",
    ),
    "dossier.supplement_requested/1": Wording(
        "Hồ sơ %(code)s cần bổ sung",
        (
            "Hồ sơ %(code)s (%(procedure)s) cần bổ sung:",
            "%(missing)s",
            "Lý do: %(reason)s",
            "Xin ông/bà mang đến hoặc gửi đến %(desk)s.",
        ),
        "Hồ sơ %(code)s cần bổ sung giấy tờ. Xin ông/bà liên hệ %(desk)s.",
    ),
    "dossier.apologised/1": Wording(
        "Xin lỗi vì chậm trả kết quả hồ sơ %(code)s",
        (
            "%(desk)s xin lỗi ông/bà vì hồ sơ %(code)s (%(procedure)s) chưa xong đúng hẹn.",
            "Lý do: %(reason)s",
            "Thời gian hẹn lại: %(appointed)s.",
        ),
        "Xin lỗi ông/bà, hồ sơ %(code)s chưa xong đúng hẹn. Hẹn lại: %(appointed)s. %(desk)s",
    ),
    "dossier.finished/1": Wording(
        "Hồ sơ %(code)s đã có kết quả",
        (
            "Hồ sơ %(code)s (%(procedure)s) đã có kết quả.",
            "Hồ sơ không được giải quyết. Lý do: %(reason)s",
            "Xin ông/bà đến %(desk)s để nhận, mang theo giấy tiếp nhận hồ sơ.",
        ),
        "Hồ sơ %(code)s đã có kết quả. Xin mời ông/bà đến nhận tại %(desk)s.",
    ),
    "dossier.stopped/1": Wording(
        "Hồ sơ %(code)s dừng giải quyết",
        (
            "Hồ sơ %(code)s (%(procedure)s) đã dừng giải quyết.",
            "Lý do: %(reason)s",
        ),
        "Hồ sơ %(code)s đã dừng giải quyết. Xin ông/bà liên hệ %(desk)s.",
    ),
}

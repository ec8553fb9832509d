"""The table of contents of the command line: each command, what it does, and how it is called."""

from __future__ import annotations

from motcua.web.command_line import Command

CONTENTS: dict[str, tuple[Command, ...]] = {
    "Bắt đầu": (
        Command(
            "demo",
            "Dựng một cơ quan dùng thử rồi chạy",
            ("motcua demo", "motcua demo --port 8080", "motcua demo --no-serve --json"),
        ),
        Command(
            "serve",
            "Chạy máy chủ web và tiến trình nền cho đến khi bấm Ctrl-C",
            ("motcua serve", "motcua serve --address 0.0.0.0 --port 80 --workers 4"),
        ),
    ),
    "Ngày hẹn": (
        Command(
            "due",
            "Tính ngày hẹn trả và giải thích từng bước",
            (
                "motcua due 2025-04-25T09:00 5 --explain",
                "motcua due 2025-04-25T09:00 2 --in hours --json",
            ),
            "motcua.due_command",
        ),
    ),
    "Hồ sơ": (
        Command(
            "dossiers receive",
            "Tiếp nhận một hồ sơ, dưới tên một cán bộ",
            ('motcua dossiers receive --by mc.18673 --procedure 1.004837 --name "Nguyễn Thị Thử"',),
        ),
        Command(
            "dossiers show",
            "Xem một hồ sơ đang ở đâu và đã qua những việc gì",
            ("motcua dossiers show CODE --by mc.18673",),
        ),
        Command(
            "dossiers do",
            "Làm một việc trên hồ sơ: bàn giao, bổ sung, trả kết quả…",
            (
                "motcua dossiers do CODE hand_over to=cv.18673 step=1 --by mc.18673",
                'motcua dossiers do CODE finish result="12/QĐ-UBND" --by cv.18673',
            ),
        ),
    ),
    "Đơn vị, cán bộ": (
        Command(
            "units starter",
            "Nạp các đơn vị của Hà Tĩnh đi kèm phần mềm",
            ("motcua units starter",),
        ),
        Command(
            "units import",
            "Nhập danh mục đơn vị cả nước từ một thư mục",
            ("motcua units import danh-muc/",),
        ),
        Command("units show", "Xem một đơn vị hôm nay", ("motcua units show 18673",)),
        Command(
            "units desk",
            "Ghi đơn vị có bộ phận một cửa, theo văn bản",
            ("motcua units desk 18673 --act 12/QĐ-UBND --approved-by quan.tri",),
        ),
        Command(
            "units office",
            "Lập một cơ quan hoặc bộ phận dưới một đơn vị, theo văn bản",
            (
                'motcua units office 18673-vhxh "Phòng Văn hóa - Xã hội" 18673 '
                "--act 12/QĐ-UBND --approved-by quan.tri",
            ),
        ),
        Command(
            "officers add",
            "Lập tài khoản cán bộ; mật khẩu được hỏi, hoặc đọc từ dòng đầu của đầu vào",
            ('motcua officers add lan.nt --name "Nguyễn Thị Lan" --act 15/QĐ-UBND',),
        ),
        Command(
            "officers assign",
            "Giao một vai trò ở một đơn vị (* là toàn hệ thống), theo văn bản",
            (
                "motcua officers assign lan.nt desk_officer 18673 --act 15/QĐ-UBND "
                "--approved-by quan.tri",
            ),
        ),
        Command(
            "officers end",
            "Kết thúc một vai trò từ hôm nay, hoặc sau ngày --last",
            (
                "motcua officers end lan.nt desk_officer 18673 --last 2026-06-30 "
                "--act 40/QĐ-UBND --approved-by quan.tri",
            ),
        ),
        Command(
            "officers deactivate",
            "Ngừng một tài khoản, theo văn bản",
            ("motcua officers deactivate lan.nt --act 40/QĐ-UBND --approved-by quan.tri",),
        ),
        Command("officers list", "Liệt kê ai đang giữ vai trò gì", ("motcua officers list",)),
        Command(
            "calendar show",
            "Xem giờ làm việc và ngày nghỉ của một đơn vị",
            ("motcua calendar show 18673",),
        ),
        Command(
            "calendar hours",
            "Đặt giờ làm việc từ một ngày, theo văn bản",
            (
                "motcua calendar hours 18673 2026-06-01 07:00-11:30 13:30-17:00 "
                "--act 20/QĐ-UBND --approved-by quan.tri",
            ),
        ),
        Command(
            "calendar close",
            "Ghi ngày nghỉ của đơn vị, theo văn bản",
            (
                'motcua calendar close 18673 2026-10-05 2026-10-06 --reason "Bão số 9" '
                "--act 31/TB-UBND --approved-by quan.tri",
            ),
        ),
        Command(
            "calendar reopen",
            "Bãi bỏ ngày nghỉ đã ghi, theo văn bản",
            ("motcua calendar reopen 18673 2026-10-05 --act 32/TB-UBND --approved-by quan.tri",),
        ),
    ),
    "Danh mục": (
        Command(
            "procedures import",
            "Nhập thủ tục từ tệp jsonl hoặc jsonl.gz",
            ("motcua procedures import thu-tuc.jsonl.gz --valid-from 2026-01-01",),
        ),
        Command(
            "procedures processes import",
            "Nhập quy trình nội bộ từ thư mục có index.csv và steps.csv",
            ("motcua procedures processes import quy-trinh/",),
        ),
        Command(
            "procedures starter",
            "Đưa danh mục khởi đầu vào",
            ("motcua procedures starter",),
        ),
    ),
    "Căn cứ": (
        Command(
            "unverified",
            "Liệt kê các giá trị pháp luật chưa kiểm chứng, kèm nguồn",
            ("motcua unverified",),
            "motcua.unverified_command",
        ),
    ),
    "Sổ cái": (
        Command(
            "sequence",
            "Đánh số thứ tự cho sự kiện mới và chuyển cho bên theo dõi",
            ("motcua sequence", "motcua sequence --follow"),
        ),
        Command(
            "rebuild",
            "Suy lại mọi dòng dữ liệu từ sổ cái; --check chỉ so sánh",
            ("motcua rebuild --check", "motcua rebuild"),
        ),
        Command(
            "check_ledger",
            "Kiểm tra toàn bộ sổ cái: từng byte, số thứ tự, chặn sửa xóa, dòng suy ra",
            ("motcua check_ledger",),
        ),
    ),
    "Vận hành": (
        Command(
            "doctor",
            "Khám hệ thống: cơ sở dữ liệu, khóa, chỗ trống, số thứ tự, đồng hồ",
            ("motcua doctor",),
        ),
        Command(
            "backup",
            "Sao lưu cơ sở dữ liệu ra một tệp; tệp khóa phải cất riêng",
            ("motcua backup /mnt/usb/motcua-2026-06-01",),
        ),
        Command(
            "restore",
            "Thử một bản sao lưu (--check) hoặc đưa nó vào dùng (--into)",
            (
                "motcua restore /mnt/usb/motcua-2026-06-01 --check",
                "motcua restore /mnt/usb/motcua-2026-06-01 --into --yes",
            ),
        ),
        Command(
            "upgrade",
            "Nâng cấp cơ sở dữ liệu: sao lưu, chuyển đổi, so lại với sổ cái",
            ("motcua upgrade", "motcua upgrade --backup /mnt/usb/truoc-nang-cap"),
        ),
        Command(
            "papers copy",
            "Chép các mẫu giấy chuẩn ra một thư mục để sửa",
            ("motcua papers copy mau-giay/",),
        ),
        Command(
            "papers check",
            "In thử các mẫu giấy riêng của văn phòng",
            ("motcua papers check",),
        ),
        Command(
            "notices",
            "Thông báo cho người nộp và hệ thống khác: còn bao nhiêu, gửi ngay, gửi lại",
            ("motcua notices", "motcua notices --send", "motcua notices --again --json"),
        ),
        Command(
            "retention",
            "Dữ liệu đã hết thời hạn lưu: liệt kê, hoặc xóa theo văn bản",
            ("motcua retention", "motcua retention --erase --by quan.tri --act 20/QĐ-UBND"),
        ),
        Command(
            "files sweep",
            "Dọn tệp đính kèm không thuộc hồ sơ nào và báo tệp bị thiếu",
            ("motcua files sweep",),
        ),
        Command(
            "files scanner",
            "Cho biết tệp gửi lên có được quét mã độc không",
            ("motcua files scanner --json",),
        ),
    ),
}
ENDINGS = (
    "Mã ra: 0 là xong; 1 là bị từ chối, có chỗ sai khác hoặc không làm được; "
    "2 là dùng sai lệnh, tham số hay cấu hình."
)

"""The room's refusals as sentences for people."""

from __future__ import annotations

SENTENCES = {
    "own_template_broken": (
        "Mẫu giấy riêng “%(template)s” của cơ quan không in được: %(fault)s. "
        "Hãy in theo mẫu chuẩn, và báo người giữ thư mục mẫu sửa lại."
    ),
    "register_closed": "Sổ theo dõi hồ sơ năm %(year)s đã khóa. Hồ sơ nhập sau được ghi vào sổ năm sau.",
    "year_not_over": "Năm %(year)s chưa hết nên chưa khóa sổ được. Hãy khóa sổ từ ngày 01/01 năm sau.",
    "register_empty": "Năm %(year)s không có hồ sơ nào trong sổ, nên không có gì để khóa.",
    "sheets_out_of_bounds": "Mỗi lần in sẵn từ 1 đến %(most)s phiếu. Hãy gõ lại số phiếu.",
    "no_signing_key": (
        "Đơn vị %(unit)s chưa có khóa ký số trên máy chủ, nên giấy này chưa ký số được. "
        "Hãy in để ký tay, hoặc nhờ người quản trị đặt khóa vào thư mục ký số."
    ),
    "signing_key_unusable": (
        "Khóa ký số của đơn vị %(unit)s không dùng được: sai mật khẩu, hỏng tệp hoặc chưa cắm thiết bị. "
        "Hãy in để ký tay, và báo người quản trị."
    ),
    "token_program_missing": (
        "Máy chủ thiếu chương trình đọc thiết bị ký số (python-pkcs11) nên đơn vị %(unit)s chưa ký số được. "
        "Hãy in để ký tay, và báo người quản trị."
    ),
    "picture_broken": (
        "Không dựng được PDF vì có ảnh hỏng trong các ảnh: %(names)s. "
        "Hãy mở từng ảnh để xem, rồi chụp lại ảnh hỏng."
    ),
}

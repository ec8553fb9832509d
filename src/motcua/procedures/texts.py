"""The catalogue's sentences and the words for what a source lacks."""

from __future__ import annotations

SENTENCES = {
    "unusable_text": "Có chữ không lưu được (%(why)s). Gõ lại hoặc dán lại rồi thử lần nữa.",
    "no_such_step": "Quy trình không có bước số %(step)s (chỉ có %(steps)s bước, đếm từ 0).",
    "procedure_without_code": (
        "Mã thủ tục “%(code)s” không đúng dạng 1.001193. Sửa mã trong tệp rồi nhập lại."
    ),
    "procedure_without_name": "Thủ tục %(code)s không có tên. Ghi tên trong tệp rồi nhập lại.",
    "procedure_too_large": (
        "Thủ tục có %(rows)s dòng giấy tờ, cách thức và căn cứ; nhiều nhất là %(most)s."
    ),
    "procedure_twice": "Mã thủ tục %(code)s đã có ở dòng %(line)s. Giữ một trong hai dòng.",
    "limit_impossible": "Thời hạn %(amount)s nằm ngoài khoảng có thể.",
    "fee_impossible": "Mức phí %(fee)s nằm ngoài khoảng có thể.",
    "notice_impossible": (
        "Thời hạn yêu cầu bổ sung hồ sơ phải từ 1 đến %(most)s ngày làm việc; nguồn ghi %(days)s."
        " Ghi lại số ngày làm việc, hoặc bỏ mục này để theo quy định chung."
    ),
    "notice_without_basis": (
        "Thời hạn riêng để yêu cầu bổ sung hồ sơ thiếu căn cứ. Ghi điều, khoản của văn bản "
        "chuyên ngành, hoặc bỏ mục này để theo quy định chung."
    ),
    "line_not_text": (
        "Không phải chữ UTF-8, từ vị trí %(position)s. Lưu lại tệp bằng bảng mã UTF-8."
    ),
    "line_not_json": "Dòng không phải là một bản ghi JSON (%(fault)s).",
    "line_too_long": "Dòng dài hơn mức cho phép là 1 MB.",
    "file_damaged": "Tệp nén hỏng hoặc thiếu phần cuối, từ dòng %(line)s. Tải lại tệp rồi nhập tiếp.",
    "file_too_large": "Tệp giải nén ra quá lớn; dừng ở dòng %(line)s (mức cho phép %(largest)s byte).",
    "too_many_rejected": "Đã có %(most)s dòng hỏng nên dừng. Xem lại tệp có đúng loại không.",
    "no_such_revision": "Không có bản thủ tục số %(revision)s.",
    "not_a_draft": "Chỉ bản thảo mới công bố được; bản này là “%(state)s”.",
    "no_act_number": "Thiếu số quyết định. Thủ tục được công bố, bãi bỏ bằng quyết định.",
    "approved_by_author": (
        "Người soạn không tự duyệt bản của mình. Nhờ một người khác có thẩm quyền duyệt."
    ),
    "no_procedure_in_force": (
        "Không có thủ tục %(code)s đang có hiệu lực ngày %(day)s. Xem danh mục thủ tục."
    ),
    "later_revision_waits": (
        "Thủ tục %(code)s còn một bản có hiệu lực sau ngày %(day)s nên chưa bãi bỏ từ ngày đó được."
    ),
    "no_such_case": "Thủ tục %(code)s không có trường hợp này. Chọn lại trường hợp.",
    "no_such_procedure": "Danh mục chưa có thủ tục %(code)s. Nhập thủ tục trước, rồi quy trình.",
    "table_too_large": "Bảng %(file)s lớn hơn mức cho phép (%(largest)s byte).",
    "table_torn": (
        "Bảng %(file)s không đọc được quanh dòng %(line)s. Lưu lại bảng dạng csv rồi nhập lại."
    ),
    "columns_missing": "Bảng %(file)s thiếu cột: %(columns)s.",
    "process_of_unknown_field": (
        "Tên tài liệu %(document)s không cho biết lĩnh vực nên không tìm được thủ tục."
    ),
    "process_without_procedure": (
        "Không thủ tục nào thuộc lĩnh vực %(field)s có tên này. So tên với quyết định công bố."
    ),
    "process_of_several": "Nhiều thủ tục cùng tên này: %(codes)s. Ghi rõ mã thủ tục.",
    "process_without_day": "Không đọc được ngày ban hành trong “%(issue)s”.",
}

NAMES = {
    "nul": "ký tự rỗng",
    "surrogate": "nửa chữ",
    "too_long": "quá dài",
    "draft": "bản thảo",
    "published": "đã công bố",
    "retired": "đã bãi bỏ",
}

# What the pages call a channel, a level, a role, how far a procedure is online.
LABELS = {
    "counter": "Trực tiếp",
    "post": "Dịch vụ bưu chính",
    "online": "Trực tuyến",
    "ministry": "Cấp bộ",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "other": "Cơ quan khác",
    "desk_officer": "Bộ phận tiếp nhận và trả kết quả",
    "cashier": "Thủ quỹ",
    "specialist": "Công chức chuyên môn",
    "signer": "Lãnh đạo ký",
    "records_clerk": "Văn thư",
    "head": "Thủ trưởng",
    "full": "Toàn trình",
    "partial": "Một phần",
    "none": "Chưa trực tuyến",
    "unknown": "Chưa rõ",
}

# What a source lacks, said to citizens and officers; a guard of this room holds it complete.
FAULTS = {
    "limit_without_unit": "Nguồn ghi số mà không ghi đơn vị: chưa rõ thời hạn.",
    "limit_without_number": "Nguồn để trống thời hạn.",
    "limit_unreadable": "Không đọc được thời hạn nguồn ghi.",
    "fee_in_limit_cell": "Ô thời hạn của nguồn chứa một khoản phí.",
    "fee_contradicted": "Nguồn vừa ghi miễn phí vừa ghi một số tiền: chưa rõ mức thu.",
    "channel_unknown": "Có cách thức nộp mà hệ thống không nhận ra.",
    "channel_text_unusable": "Một ô của cách thức nộp có chữ không lưu được, đã bỏ.",
    "no_channel": "Nguồn không ghi cách thức nộp hồ sơ.",
    "no_papers": "Nguồn không ghi thành phần hồ sơ.",
    "no_law": "Nguồn không ghi căn cứ pháp lý.",
    "no_field": "Nguồn không ghi lĩnh vực.",
    "level_unknown": "Có cấp thực hiện mà hệ thống không nhận ra.",
    "paper_without_name": "Có giấy tờ không ghi tên.",
    "paper_count_unreadable": "Có giấy tờ không đọc được số bản.",
    "audience_in_pieces": "Tên đối tượng bị cắt ở dấu phẩy, đã ghép lại.",
    "letters_in_two_parts": "Chữ có dấu viết tách, đã ghép lại.",
    "no_steps": "Quy trình không có bước nào.",
    "step_without_role": "Có bước do cơ quan khác làm hoặc chưa rõ vai trò.",
    "step_without_time": "Bước đầu tiên không có thời gian.",
    "step_time_missing": "Có bước không ghi thời gian; coi như dùng chung với bước trên.",
    "limit_unknown": "Thủ tục chưa rõ thời hạn nên chưa so được với tổng các bước.",
    "steps_exceed_limit": "Tổng thời gian các bước vượt thời hạn của thủ tục.",
    "steps_not_comparable": "Các bước tính ngày làm việc, thời hạn tính ngày lịch: chưa so được.",
    "time_conditional": "Có bước tính từ một việc khác, hoặc lẫn ngày làm việc với ngày lịch.",
    "total_differs": "Tổng nguồn ghi khác tổng các bước.",
}

"""The room's refusals as sentences for people."""

from __future__ import annotations

from motcua.organisation.roles import ROLES

SENTENCES = {
    "not_permitted": (
        "Ông/bà chưa có quyền “%(permission)s” ở đơn vị này. "
        "Nếu công việc cần quyền đó, đề nghị người đứng đầu đơn vị phân công vai trò phù hợp."
    ),
    "unit_unknown": (
        "Không có đơn vị “%(unit)s” vào ngày %(day)s. "
        "Kiểm tra lại mã hoặc tên; đơn vị có thể đã sáp nhập hoặc đổi tên."
    ),
    "unit_ambiguous": (
        "Có nhiều đơn vị tên “%(unit)s” vào ngày %(day)s: %(choices)s. Ghi mã của một đơn vị."
    ),
    "role_unknown": "Không có vai trò “%(role)s”. Chọn một trong: %(choices)s.",
    "role_not_everywhere": (
        "Vai trò “%(role)s” chỉ giao cho một đơn vị cụ thể, không giao cho toàn hệ thống."
    ),
    "approver_is_beneficiary": (
        "Người phê duyệt không được là người được giao quyền. Cần một người khác phê duyệt."
    ),
    "approver_missing": (
        "Thay đổi này cần người phê duyệt. Chỉ người quản trị đầu tiên mới được lập từ dòng lệnh."
    ),
    "entered_by_approver": (
        "Người nhập thay đổi không được tự phê duyệt. Chọn người phê duyệt khác, "
        "hoặc nhờ một người khác nhập."
    ),
    "approver_may_not": (
        "Người phê duyệt không có quyền “%(permission)s” ở đơn vị này vào ngày %(day)s. "
        "Chọn người đứng đầu đơn vị hoặc người có quyền đó ở đơn vị, cấp trên."
    ),
    "approver_is_inactive": "Tài khoản của người phê duyệt đã ngừng dùng. Chọn người khác.",
    "act_number_missing": "Ghi số, ký hiệu của văn bản làm căn cứ cho thay đổi này.",
    "ends_before_it_begins": (
        "Ngày kết thúc %(until)s ở trước ngày bắt đầu %(since)s. Kiểm tra lại hai ngày."
    ),
    "assignment_overlaps": (
        "Cán bộ này đã giữ vai trò “%(role)s” tại đơn vị từ ngày %(since)s. "
        "Kết thúc phân công đó trước khi phân công lại."
    ),
    "assignment_has_ended": "Phân công này đã kết thúc từ ngày %(until)s.",
    "another_head": (
        "Đơn vị đã có người đứng đầu từ ngày %(since)s. "
        "Kết thúc nhiệm kỳ đó trước khi ghi người mới."
    ),
    "officer_is_inactive": "Tài khoản của cán bộ này đã ngừng dùng.",
    "username_taken": "Tên đăng nhập “%(username)s” đã có người dùng. Chọn tên khác.",
    "password_too_weak": "Mật khẩu chưa đủ mạnh: %(faults)s",
    "substitutes_for_oneself": "Một người không thể làm thay chính mình. Chọn người khác.",
    "absent_has_no_role": (
        "Người vắng mặt không giữ vai trò nào tại đơn vị trong thời gian đó, nên không có việc "
        "để làm thay."
    ),
    "substitute_is_absent": (
        "Người làm thay cũng vắng mặt trong thời gian đó (từ ngày %(since)s). Chọn người khác."
    ),
    "substitution_overlaps": (
        "Đã có người làm thay tại đơn vị trong thời gian đó (từ ngày %(since)s). "
        "Kết thúc lượt đó trước."
    ),
    "substitution_has_ended": "Lượt làm thay này đã kết thúc từ ngày %(until)s.",
    "everything_is_not_lent": (
        "Vai trò trên toàn hệ thống không cho làm thay. Giao vai trò đó cho người khác bằng văn bản."
    ),
    "absence_has_ended": "Lần vắng mặt này đã kết thúc từ ngày %(until)s.",
    "absence_overlaps": "Đã ghi vắng mặt trong thời gian đó (từ ngày %(since)s).",
    "hours_exist": "Đơn vị đã có giờ làm việc áp dụng từ đúng ngày %(since)s.",
    "closure_overlaps": "Đơn vị đã có ngày nghỉ ghi từ ngày %(since)s trùng với khoảng này.",
    "closure_too_late": (
        "Ngày %(since)s đã qua. Ngày nghỉ đã qua chỉ được ghi theo văn bản của cấp trên."
    ),
    "closure_withdrawn": "Ngày nghỉ này đã được bãi bỏ theo văn bản %(act)s.",
    "wrong_log_in": (
        "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt."
    ),
    "too_many_log_ins": (
        "Đã thử đăng nhập sai quá nhiều lần. Vui lòng thử lại sau %(minutes)s phút; "
        "nếu quên mật khẩu, liên hệ quản trị hệ thống."
    ),
    "units_file_missing": (
        "Không có tệp %(file)s trong thư mục %(folder)s. Chỉ ra thư mục chứa dữ liệu đơn vị."
    ),
    "units_file_torn": "Tệp %(file)s bị hỏng hoặc bị cắt ngang. Tải lại tệp rồi nhập lại.",
    "full_name_missing": "Ghi họ và tên của cán bộ.",
    "name_missing": "Ghi mã và tên của cơ quan, bộ phận.",
    "unit_exists": "Đã có đơn vị mang mã “%(unit)s” trong thời gian đó (từ ngày %(since)s).",
    "role_not_held": "Cán bộ này không giữ vai trò “%(role)s” tại đơn vị %(unit)s.",
    "closure_unknown": "Đơn vị %(unit)s không có ngày nghỉ nào ghi từ ngày %(since)s.",
    "officer_unknown": "Không có cán bộ với tên đăng nhập “%(username)s”.",
}

# Words of the rules that a sentence may hold.
NAMES = ROLES

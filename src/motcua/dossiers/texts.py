"""What the desk says to people: refusals as sentences, and the names of deeds, events, classes.

Each sentence says what, why, and what to do next. Vietnamese is the source language.
"""

from __future__ import annotations

SENTENCES = {
    "deed_not_now": (
        "Hồ sơ đang ở trạng thái “%(status)s” nên chưa thể %(deed)s. "
        "Mở lịch sử của hồ sơ để xem việc nào đang chờ."
    ),
    "who_is_missing": "Chưa rõ ai thực hiện việc này. Đăng nhập lại rồi làm tiếp.",
    "clock_missing": "Thời điểm chưa có múi giờ nên không ghi được. Chọn lại ngày và giờ.",
    "before_last_entry": (
        "Thời điểm %(at)s ở trước lần ghi gần nhất của hồ sơ (%(last)s). "
        "Chọn thời điểm muộn hơn; nếu lần ghi trước sai, đề nghị đính chính lần ghi đó."
    ),
    "erased": (
        "Dữ liệu cá nhân của hồ sơ đã được xóa khi hết thời hạn lưu trữ nên không ghi thêm được. "
        "Nếu có việc mới, tiếp nhận một hồ sơ mới."
    ),
    "no_regime": (
        "Chưa có quy định về cơ chế một cửa cho ngày %(day)s. Kiểm tra lại ngày tiếp nhận."
    ),
    "no_value_in_force": (
        "Chưa có số liệu của quy định áp dụng cho ngày %(day)s. Kiểm tra lại ngày đã chọn."
    ),
    "applicant_missing": "Chưa có tên người nộp hồ sơ. Ghi người nộp rồi gửi lại.",
    "reason_missing": "Việc này phải nêu rõ lý do. Ghi lý do rồi lưu lại.",
    "not_immediate": (
        "Thủ tục %(procedure)s có hẹn ngày trả kết quả nên không trả ngay tại quầy được. "
        "Dùng mục Tiếp nhận để lập giấy tiếp nhận và hẹn trả kết quả."
    ),
    "handover_open": (
        "Hồ sơ đang chờ %(to_unit)s xác nhận đã nhận bàn giao. "
        "Đợi bên nhận xác nhận, hoặc thu hồi lần bàn giao đó rồi làm tiếp."
    ),
    "wrong_step": (
        "Không chuyển từ bước %(now)s đến bước %(step)s được (quy trình có %(steps)s bước, "
        "đếm từ 0). Chuyển tới đúng bước kế tiếp, hoặc trả về một bước đã qua."
    ),
    "no_handover": "Không có lần bàn giao nào đang chờ xác nhận. Tải lại trang để xem hồ sơ.",
    "not_the_receiver": (
        "Lần bàn giao này gửi cho người khác nên ông/bà không xác nhận thay được. "
        "Người nhận, hoặc người được cử làm thay, xác nhận; người gửi có thể thu hồi."
    ),
    "not_the_holder": (
        "%(officer)s đang giữ hồ sơ này nên chỉ người đó, hoặc người được cử làm thay, "
        "làm được việc này. Nếu phải làm ngay, nhận thay hồ sơ kèm lý do rồi làm tiếp."
    ),
    "already_holder": (
        "Hồ sơ đang do chính ông/bà giữ nên không phải nhận thay. Làm tiếp việc cần làm."
    ),
    "same_officer": "%(officer)s đang giữ hồ sơ này. Chọn người khác để phân công lại.",
    "same_unit": (
        "Hồ sơ đang ở chính bộ phận một cửa %(unit)s. "
        "Chọn bộ phận một cửa của cơ quan có thẩm quyền, hoặc bàn giao trong nội bộ."
    ),
    "supplement_only_once": (
        "Hồ sơ đã được yêu cầu bổ sung một lần; quy định chỉ cho yêu cầu một lần. "
        "Nếu thật sự cần yêu cầu nữa, trình người đứng đầu đồng ý và nêu lý do; "
        "lần này sẽ được ghi là vượt số lần."
    ),
    "answer_due_past": (
        "Hạn trả lời phải sau thời điểm gửi lấy ý kiến. Chọn một hạn trả lời muộn hơn."
    ),
    "no_such_opinion": (
        "Không có lần lấy ý kiến số %(number)s đang chờ trả lời. "
        "Xem lại danh sách lấy ý kiến của hồ sơ."
    ),
    "opinion_not_late": (
        "Cơ quan được lấy ý kiến vẫn còn hạn trả lời nên chưa phải báo chậm. "
        "Báo cho người đứng đầu bộ phận một cửa khi đã quá hạn."
    ),
    "no_due_date": (
        "Hồ sơ không có ngày hẹn trả vì danh mục chưa rõ thời hạn giải quyết, "
        "nên chưa có gì để xin lỗi và hẹn lại. Bổ sung thời hạn vào danh mục thủ tục."
    ),
    "new_date_only_once": (
        "Hồ sơ đã được hẹn lại một lần; quy định không cho hẹn lại lần nữa. "
        "Có thể gửi thêm thư xin lỗi mà không ghi ngày hẹn mới."
    ),
    "new_date_not_needed": (
        "Hồ sơ đang ở trạng thái “%(status)s” nên không hẹn lại ngày trả kết quả. "
        "Có thể gửi thư xin lỗi mà không ghi ngày hẹn mới."
    ),
    "new_date_not_later": (
        "Ngày hẹn mới phải sau ngày hẹn đang có (%(promised)s) và sau thời điểm gửi thư. "
        "Chọn ngày muộn hơn."
    ),
    "new_date_day_off": (
        "%(day)s là ngày nghỉ nên người dân không nhận được kết quả. Chọn một ngày làm việc."
    ),
    "part_open": (
        "%(authority)s chưa trả phần việc liên thông số %(number)s nên hồ sơ chưa xong. "
        "Ghi kết quả của cơ quan đó trước, hoặc báo chậm nếu đã quá hạn."
    ),
    "receipt_reserved": (
        "Số biên lai “%(receipt)s” có dạng số do hệ thống cấp nên không tự ghi được. "
        "Để trống ô này để hệ thống cấp số tiếp theo, hoặc ghi cả ký hiệu in trên biên lai giấy."
    ),
    "fee_open": (
        "Hồ sơ còn %(amount)s đồng phí, lệ phí chưa nộp. "
        "Thu tiền, hoặc ghi miễn kèm lý do, rồi trả kết quả."
    ),
    "confirmation_missing": (
        "Chỉ người nộp mới được rút hồ sơ. "
        "Đính kèm đơn hoặc tin nhắn xin rút của người nộp rồi ghi lại."
    ),
    "no_such_entry": (
        "Hồ sơ không có lần ghi số %(version)s (lần cuối là số %(last)s). "
        "Chọn lại lần ghi cần đính chính trong lịch sử."
    ),
    "still_open": (
        "Hồ sơ đang ở trạng thái “%(status)s”, chưa kết thúc, nên chưa xóa dữ liệu cá nhân được. "
        "Trả kết quả hoặc kết thúc hồ sơ trước."
    ),
    "no_such_fee": "Hồ sơ không có khoản thu số %(number)s. Xem lại danh sách phí, lệ phí.",
    "amount_wrong": (
        "Số tiền %(amount)s đồng không hợp lệ: phải lớn hơn 0, "
        "và khi hoàn thì không quá số đã thu. Nhập lại số tiền."
    ),
    "fee_settled": (
        "Khoản thu số %(number)s đã được nộp hoặc miễn. Nếu thu nhầm, dùng mục Hoàn phí, lệ phí."
    ),
    "receipt_missing": "Chưa có số biên lai. Ghi số biên lai của khoản thu rồi lưu lại.",
    "in_the_future": (
        "Thời điểm %(at)s chưa đến nên chưa ghi được. Ghi đúng thời điểm việc đã xảy ra."
    ),
    "too_late_to_enter": (
        "Việc này xảy ra đã quá %(days)s ngày làm việc nên không nhập muộn được nữa. "
        "Báo người đứng đầu đơn vị để lập biên bản."
    ),
    "late_reason_missing": (
        "Nhập sau khi việc đã xảy ra thì phải ghi lý do và số giấy tờ. Ghi lý do rồi lưu lại."
    ),
    "no_desk": (
        "Ông/bà chưa được phân công ở bộ phận một cửa nào nên chưa làm được việc này. "
        "Đề nghị người đứng đầu đơn vị phân công."
    ),
    "wrong_agency_code": (
        "Mã định danh “%(agency_code)s” của cơ quan không đúng mẫu quy định cho ngày tiếp nhận. "
        "Đề nghị quản trị hệ thống kiểm tra mã của đơn vị."
    ),
    "serial_out_of_range": (
        "Số thứ tự %(serial)s trong ngày nằm ngoài khoảng từ 1 đến %(most)s "
        "nên không cấp được mã hồ sơ. Đề nghị quản trị hệ thống kiểm tra."
    ),
    "unreadable_code": (
        "“%(text)s” không phải là mã hồ sơ. Gõ lại đúng mã in trên giấy tiếp nhận hồ sơ."
    ),
    "page_count_out_of_range": (
        "Số trang, số việc phải từ 1 đến %(most)s; đã nhập %(count)s. Nhập lại."
    ),
    "copy_count_out_of_range": "Số bản phải từ 1 đến %(most)s; đã nhập %(count)s. Nhập lại.",
    "not_exempt": (
        "Trường hợp này không thuộc diện miễn của loại phí đã chọn. "
        "Thu phí như bình thường, hoặc chọn đúng diện miễn."
    ),
}

DEEDS = {
    "submit": "Nộp hồ sơ trực tuyến",
    "guide": "Hướng dẫn hoàn thiện hồ sơ",
    "refuse_at_counter": "Từ chối tiếp nhận",
    "receive": "Tiếp nhận hồ sơ",
    "serve": "Giải quyết và trả ngay tại quầy",
    "pass_on": "Chuyển đến bộ phận một cửa khác",
    "hand_over": "Bàn giao hồ sơ",
    "confirm_handover": "Xác nhận đã nhận bàn giao",
    "decline_handover": "Trả lại hoặc thu hồi bàn giao",
    "take_over": "Nhận thay hồ sơ",
    "assign": "Phân công lại hồ sơ",
    "request_supplement": "Yêu cầu bổ sung hồ sơ",
    "supplement": "Nhận giấy tờ bổ sung",
    "request_obligation": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "meet_obligation": "Ghi đã thực hiện nghĩa vụ tài chính",
    "ask_opinion": "Lấy ý kiến hoặc giao phần việc liên thông",
    "answer_opinion": "Ghi ý kiến, kết quả trả lời",
    "report_delay": "Báo chậm trả lời",
    "apologise": "Gửi thư xin lỗi và hẹn lại",
    "finish": "Ghi đã có kết quả",
    "refuse": "Từ chối giải quyết",
    "return_result": "Trả kết quả",
    "withdraw": "Ghi người nộp rút hồ sơ",
    "stop": "Dừng giải quyết",
    "correct": "Đính chính",
    "charge": "Ghi khoản phải thu",
    "exempt": "Miễn phí, lệ phí",
    "pay": "Thu phí, lệ phí",
    "refund": "Hoàn phí, lệ phí",
    "attach": "Đính kèm tệp",
}

EVENTS = {
    "dossier.submitted/1": "Người nộp đã gửi hồ sơ trực tuyến",
    "dossier.guidance_given/1": "Đã hướng dẫn hoàn thiện hồ sơ",
    "dossier.refused_at_counter/1": "Đã từ chối tiếp nhận",
    "dossier.received/1": "Đã tiếp nhận hồ sơ",
    "dossier.passed_on/1": "Đã chuyển đến bộ phận một cửa khác",
    "dossier.handed_over/1": "Đã gửi bàn giao",
    "dossier.handover_confirmed/1": "Bên nhận đã xác nhận bàn giao",
    "dossier.handover_declined/1": "Bàn giao đã bị trả lại hoặc thu hồi",
    "dossier.taken_over/1": "Đã nhận thay hồ sơ",
    "dossier.assigned/1": "Đã phân công lại hồ sơ",
    "dossier.supplement_requested/1": "Đã yêu cầu bổ sung hồ sơ",
    "dossier.supplemented/1": "Đã nhận đủ giấy tờ bổ sung",
    "dossier.obligation_requested/1": "Đã yêu cầu thực hiện nghĩa vụ tài chính",
    "dossier.obligation_met/1": "Người nộp đã thực hiện nghĩa vụ tài chính",
    "dossier.opinion_asked/1": "Đã gửi lấy ý kiến hoặc giao phần việc liên thông",
    "dossier.opinion_answered/1": "Cơ quan được hỏi đã trả lời",
    "dossier.delay_reported/1": "Đã báo chậm trả lời cho người đứng đầu bộ phận một cửa",
    "dossier.apologised/1": "Đã gửi thư xin lỗi",
    "dossier.finished/1": "Đã có kết quả tại bộ phận một cửa",
    "dossier.returned/1": "Đã trả kết quả",
    "dossier.withdrawn/1": "Người nộp đã rút hồ sơ",
    "dossier.stopped/1": "Đã dừng giải quyết",
    "dossier.corrected/1": "Đã đính chính",
    "dossier.fee_charged/1": "Đã ghi khoản phải thu",
    "dossier.fee_exempted/1": "Đã miễn khoản thu",
    "dossier.fee_paid/1": "Đã thu tiền",
    "dossier.fee_refunded/1": "Đã hoàn tiền",
    "dossier.attached/1": "Đã đính kèm tệp",
    "dossier.erased/1": "Đã xóa dữ liệu cá nhân",
}

# How a rule judges, and by which name a figure is known.
CLASSES = {
    "early": "trước hạn",
    "on_time": "đúng hạn",
    "late": "quá hạn",
    "running": "đang giải quyết, trong hạn",
    "running_late": "đang giải quyết, quá hạn",
    "not_counted": "không tính",
}

RULES = {
    "nd61": "Nghị định 61/2018/NĐ-CP: theo ngày, tính lại từ đầu sau khi bổ sung",
    "index766": "Chỉ số 766 (chưa kiểm chứng): theo giờ hẹn, trừ thời gian bổ sung",
    "form06a": "Biểu II.06a (chưa kiểm chứng): theo ngày, tính cả hồ sơ rút và dừng",
    "lived": "Thời gian thực tế của người dân: từ lần nộp đầu đến khi cầm kết quả",
}

# The names that stand inside a sentence; those of states are the ones of law/deeds.toml.
NAMES = {
    "nothing_yet": "chưa nộp",
    "submitted": "mới đăng ký",
    "awaiting_papers": "chờ giấy tờ để tiếp nhận",
    "refused_at_counter": "không được tiếp nhận",
    "received": "đã tiếp nhận",
    "in_progress": "đang giải quyết",
    "awaiting_supplement": "chờ bổ sung giấy tờ",
    "awaiting_obligation": "chờ thực hiện nghĩa vụ tài chính",
    "finished": "đã có kết quả",
    "returned": "đã trả kết quả",
    "withdrawn": "người nộp đã rút hồ sơ",
    "stopped": "đã dừng giải quyết",
    "submit": "nộp hồ sơ trực tuyến",
    "guide": "hướng dẫn hoàn thiện hồ sơ",
    "refuse_at_counter": "từ chối tiếp nhận",
    "receive": "tiếp nhận hồ sơ",
    "serve": "giải quyết và trả ngay tại quầy",
    "pass_on": "chuyển đến bộ phận một cửa khác",
    "hand_over": "bàn giao hồ sơ",
    "confirm_handover": "xác nhận đã nhận bàn giao",
    "decline_handover": "trả lại hoặc thu hồi bàn giao",
    "take_over": "nhận thay hồ sơ",
    "assign": "phân công lại hồ sơ",
    "request_supplement": "yêu cầu bổ sung hồ sơ",
    "supplement": "nhận giấy tờ bổ sung",
    "request_obligation": "yêu cầu thực hiện nghĩa vụ tài chính",
    "meet_obligation": "ghi đã thực hiện nghĩa vụ tài chính",
    "ask_opinion": "lấy ý kiến hoặc giao phần việc liên thông",
    "answer_opinion": "ghi ý kiến, kết quả trả lời",
    "report_delay": "báo chậm trả lời",
    "apologise": "gửi thư xin lỗi và hẹn lại",
    "finish": "ghi đã có kết quả",
    "refuse": "từ chối giải quyết",
    "return_result": "trả kết quả",
    "withdraw": "ghi người nộp rút hồ sơ",
    "stop": "dừng giải quyết",
    "correct": "đính chính",
    "charge": "ghi khoản phải thu",
    "exempt": "miễn phí, lệ phí",
    "pay": "thu phí, lệ phí",
    "refund": "hoàn phí, lệ phí",
    "attach": "đính kèm tệp",
}

import type { z } from 'zod';
import type { conferenceTold } from '#contracts/conference-events';
import type { UnsignedReason } from '#contracts/contracts';
import type { classTold } from '#contracts/participants';

/** What a role is called. */
export const roleNames = {
  collaborator: 'cộng tác viên',
  interviewer: 'điều tra viên',
  'field-supervisor': 'giám sát viên',
  speaker: 'báo cáo viên',
};

/** What has happened to an account, and what whoever did not expect it should do. */
export const securityTexts = {
  'password-changed': [
    'Mật khẩu đã được đổi',
    'Mật khẩu của tài khoản đã được đổi; các phiên khác đã kết thúc.',
  ],
  'password-reset': [
    'Mật khẩu được đặt lại',
    'Quản trị viên đã đặt lại mật khẩu của tài khoản; mọi phiên làm việc đã kết thúc.',
  ],
  'second-factor-reset': [
    'Xác thực hai bước bị gỡ',
    'Quản trị viên đã gỡ xác thực hai bước của tài khoản; xin đăng nhập và thiết lập lại.',
  ],
  locked: ['Tài khoản tạm khóa', 'Tài khoản bị khóa 15 phút vì đăng nhập sai nhiều lần liên tiếp.'],
} as const;

/** Why a contract named at a conference stays as it was. */
export const unsignedTexts: Record<UnsignedReason, string> = {
  unknown: 'Không có hợp đồng này',
  'no-draft': 'Không phải là dự thảo',
  'not-within-appointment': 'Thời hạn không nằm trọn trong thời gian bổ nhiệm',
  overlap: 'Trùng thời gian với hợp đồng khác của cùng một bổ nhiệm',
};

/** What becomes of an inspection, for those who review the unit; an answer is for the office. */
export const inspectionTexts = {
  planned: ['Kế hoạch kiểm tra', 'Một đơn vị trong địa bàn phụ trách sẽ được kiểm tra: xin xem kế hoạch.'],
  started: ['Bắt đầu kiểm tra', 'Cuộc kiểm tra một đơn vị trong địa bàn phụ trách đã bắt đầu.'],
  concluded: ['Kết luận kiểm tra', 'Đã có kết luận kiểm tra: xin xem các yêu cầu và thời hạn.'],
  closed: ['Kết thúc kiểm tra', 'Mọi yêu cầu sau kiểm tra đã được giải quyết.'],
  cancelled: ['Hủy kiểm tra', 'Cuộc kiểm tra không tiến hành nữa: xin xem lý do.'],
  'request-answered': ['Đã thực hiện yêu cầu sau kiểm tra', 'Đơn vị đã báo cáo việc thực hiện: xin xem xét.'],
  'request-returned': ['Yêu cầu sau kiểm tra còn phải thực hiện', 'Xin xem lý do và thời hạn mới.'],
  'request-settled': ['Yêu cầu sau kiểm tra đã xong', 'Một yêu cầu sau kiểm tra đã được giải quyết.'],
} as const;

/** What follows whatever somebody else may have done. */
export const unexpected = 'Nếu không phải do bạn, hãy báo ngay cho quản trị viên.';

/** What is said of a class to those who were invited. */
export const classTexts: Record<z.infer<typeof classTold.data>['what'], [title: string, text: string]> = {
  invited: ['Thư mời dự lớp tập huấn', 'Xin trả lời có tham dự hay không, kèm lý do nếu không.'],
  placed: ['Đã có chỗ trong lớp tập huấn', 'Bạn được chuyển từ danh sách chờ sang danh sách tham dự.'],
  changed: ['Lớp tập huấn thay đổi', 'Thời gian hoặc địa điểm đã thay đổi: xin xem lại lịch.'],
  cancelled: ['Lớp tập huấn bị hủy', 'Lớp không tổ chức như đã báo.'],
  soon: ['Lớp tập huấn sắp diễn ra', 'Xin xem lịch và có mặt đúng giờ.'],
  sent: ['Hướng dẫn bằng văn bản', 'Xin mở từng tài liệu, xác nhận đã đọc và gửi câu hỏi nếu có.'],
  unread: ['Hướng dẫn chưa đọc', 'Xin đọc và xác nhận đúng hạn.'],
  answered: ['Câu hỏi đã được trả lời', 'Xin xem câu trả lời ở hướng dẫn.'],
};
/** Of those, what is said of guidance in writing. */
export const inWriting: readonly string[] = ['sent', 'unread', 'answered'];

/** What is said of a conference to those who are to come. */
export const conferenceTexts: Record<
  z.infer<typeof conferenceTold.data>['what'],
  [title: string, text: string]
> = {
  invited: ['Thư mời dự hội nghị', 'Xin xem chương trình và điểm cầu của bạn.'],
  changed: ['Hội nghị thay đổi', 'Thời gian, địa điểm hoặc chương trình đã thay đổi: xin xem lại.'],
  cancelled: ['Hội nghị bị hủy', 'Hội nghị không tổ chức như đã báo.'],
  soon: ['Hội nghị sắp diễn ra', 'Xin chuẩn bị và có mặt đúng giờ.'],
};

import type { ContractDocument } from './contract.js';
import { stateForm } from './forms.js';

/** A contract of about two pages. */
export const exampleContract: ContractDocument = {
  form: stateForm,
  superiorBody: 'TỈNH ỦY LẠNG SƠN',
  issuingBody: 'BAN TUYÊN GIÁO VÀ DÂN VẬN',
  address: 'Số 2 đường Mẫu, tỉnh Lạng Sơn',
  symbol: { type: 'HĐ', body: 'BTGDVTU' },
  number: 7,
  place: 'Lạng Sơn',
  date: '2025-12-25',
  title: 'HỢP ĐỒNG GIAO KHOÁN CÔNG VIỆC',
  abstract: 'Cộng tác viên dư luận xã hội',
  grounds: ['Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015;', 'Theo nhu cầu của hai bên,'],
  signer: { position: 'Phó Trưởng Ban Thường trực', name: 'Hoàng Văn Mẫu' },
  partyB: {
    fullName: 'Nông Thị Thử',
    position: 'Phó Trưởng phòng Văn hóa - Xã hội',
    organisation: 'Ủy ban nhân dân phường Lương Văn Tri',
  },
  blanks: ['Số CCCD', 'Ngày cấp, nơi cấp', 'Số tài khoản', 'Tại ngân hàng'],
  articles: [
    {
      heading: 'Công việc giao khoán',
      paragraphs: [
        'Bên A giao cho Bên B thực hiện nhiệm vụ cộng tác viên dư luận xã hội: nắm bắt, tổng hợp và báo cáo tình hình dư luận xã hội hằng tháng và khi có việc phát sinh; kiến nghị, đề xuất giải pháp.',
        'Bên B tham gia các cuộc điều tra dư luận xã hội, hội nghị giao ban và lớp tập huấn theo yêu cầu của Bên A.',
      ],
    },
    {
      heading: 'Thời hạn hợp đồng',
      paragraphs: ['Hợp đồng có thời hạn 24 tháng, từ ngày 01/01/2026 đến hết ngày 31/12/2027.'],
    },
    {
      heading: 'Phụ cấp',
      paragraphs: ['Bên B được hưởng phụ cấp hằng tháng bằng 0,3 lần mức lương cơ sở tại thời điểm hưởng.'],
    },
  ],
};

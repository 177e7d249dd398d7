import type { NewContractTemplate } from '#contracts/contracts';
import type { demoCollaborators } from './people.js';

type Collaborator = ReturnType<typeof demoCollaborators>[number];

/** 24 months at 0.3 of the base salary, as one province has it. */
const ofProvince: NewContractTemplate = {
  code: 'giao-khoan',
  name: 'Hợp đồng giao khoán công việc cộng tác viên',
  form: 'state',
  superiorBody: 'TỈNH ỦY LẠNG SƠN',
  issuingBody: 'BAN TUYÊN GIÁO VÀ DÂN VẬN',
  address: 'Số 2 đường Mẫu, phường Lương Văn Tri, tỉnh Lạng Sơn',
  place: 'Lạng Sơn',
  symbol: { type: 'HĐ', body: 'BTGDVTU' },
  title: 'HỢP ĐỒNG GIAO KHOÁN CÔNG VIỆC',
  abstract: 'Cộng tác viên dư luận xã hội',
  grounds: [
    'Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015;',
    'Căn cứ Quyết định số {{decisionNumber}} ngày {{decisionDate}} của {{decisionIssuer}};',
    'Theo nhu cầu công tác và khả năng của hai bên,',
  ],
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
      paragraphs: [
        'Hợp đồng có thời hạn {{termMonths}} tháng, từ ngày {{startsOn}} đến hết ngày {{endsOn}}.',
      ],
    },
    {
      heading: 'Phụ cấp và phương thức thanh toán',
      paragraphs: [
        'Bên B được hưởng phụ cấp hằng tháng bằng {{coefficient}} lần mức lương cơ sở tại thời điểm hưởng.',
        'Phụ cấp được chi trả hằng tháng bằng tiền mặt hoặc chuyển khoản.',
      ],
    },
    {
      heading: 'Trách nhiệm của hai bên',
      paragraphs: [
        'Bên A cung cấp tài liệu, hướng dẫn nghiệp vụ và chi trả phụ cấp đầy đủ, đúng thời hạn.',
        'Bên B thực hiện đúng quy chế hoạt động của cộng tác viên; không ghi danh tính người phát biểu ý kiến; giữ bí mật thông tin theo quy định.',
      ],
    },
    {
      heading: 'Điều khoản thi hành',
      paragraphs: [
        'Hợp đồng chấm dứt khi hết thời hạn, khi Bên B thôi làm cộng tác viên hoặc theo thỏa thuận của hai bên; khi chấm dứt, hai bên lập biên bản thanh lý.',
        'Hợp đồng được lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản.',
      ],
    },
  ],
  blanks: ['Số CCCD', 'Ngày cấp, nơi cấp', 'Số tài khoản', 'Tại ngân hàng'],
  termMonths: 24,
  coefficient: 0.3,
};

/** The same work nearer to the people, for less. */
const ofCommune: NewContractTemplate = {
  ...ofProvince,
  code: 'giao-khoan-co-so',
  name: 'Hợp đồng giao khoán công việc cộng tác viên cơ sở',
  abstract: 'Cộng tác viên dư luận xã hội cơ sở',
  coefficient: 0.2,
};

export const contractTemplates: readonly [NewContractTemplate, NewContractTemplate] = [ofProvince, ofCommune];

/** So many collaborators of communes have contracts in the demonstration. */
const COMMUNES = 20;

/** Who has a contract, and by which template: all of the province, and the first of the communes. */
export function demoContracts(
  collaborators: readonly Collaborator[],
): { collaboratorCode: string; templateCode: string }[] {
  const at = (level: Collaborator['level']) => collaborators.filter((one) => one.level === level);
  const by = (template: NewContractTemplate) => (one: Collaborator) => ({
    collaboratorCode: one.code,
    templateCode: template.code,
  });
  return [...at('province').map(by(ofProvince)), ...at('commune').slice(0, COMMUNES).map(by(ofCommune))];
}

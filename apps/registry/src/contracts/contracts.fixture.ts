import { baseSalaries } from '#apps/standalone/src/demo-data/index';
import type {
  Contract,
  ContractSigning,
  ContractTemplate,
  NewContract,
  NewContractTemplate,
} from '#contracts/contracts';
import type { Appointment } from '#contracts/people';
import { type Answer, ifMatch } from '#testing/test-service';
import { Office } from '../people/office.fixture.js';

export const templates = '/v1/registry/contract-templates';
export const contracts = '/v1/registry/contracts';
export const signings = '/v1/registry/contract-signings';
export const salaries = '/v1/registry/base-salaries';
export const sheets = '/v1/registry/allowance-sheets';

/** The template of the office: 24 months at 0.3 of the base salary. */
export const template: NewContractTemplate = {
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

export const signer = { position: 'Trưởng Ban', name: 'Hoàng Văn Mẫu' };

/** An office with a contract template and the base salaries. */
export class ContractOffice {
  private constructor(
    readonly office: Office,
    readonly template: ContractTemplate,
  ) {}

  static async open(salariesKnown = baseSalaries): Promise<ContractOffice> {
    const office = await Office.open();
    for (const salary of salariesKnown) done(await office.registrar.post(salaries, salary));
    return new ContractOffice(office, done(await office.registrar.post(templates, template)));
  }

  get registrar() {
    return this.office.registrar;
  }

  get service() {
    return this.office.service;
  }

  async appointed(fullName: string, changes: Parameters<Office['appointed']>[1] = {}): Promise<Appointment> {
    return this.office.appointed(await this.office.person(fullName), changes);
  }

  async drafted(appointment: Appointment, changes: Partial<NewContract> = {}): Promise<Contract> {
    const body = {
      appointmentId: appointment.id,
      templateId: this.template.id,
      startsOn: '2026-01-01',
      ...changes,
    };
    return done(await this.registrar.post(contracts, body));
  }

  sign(drafts: { id: string; version: number }[], changes: object = {}): Promise<Answer> {
    return this.registrar.post(signings, {
      on: '2025-12-25',
      place: 'Lạng Sơn',
      occasion: 'Hội nghị giao ban cộng tác viên quý IV năm 2025',
      signer,
      contracts: drafts.map(({ id, version }) => ({ id, version })),
      ...changes,
    });
  }

  async signing(drafts: Contract[], changes: object = {}): Promise<ContractSigning> {
    return done(await this.sign(drafts, changes));
  }

  async signed(appointment: Appointment, changes: Partial<NewContract> = {}): Promise<Contract> {
    const draft = await this.drafted(appointment, changes);
    await this.signing([draft]);
    return this.contract(draft.id);
  }

  async contract(id: string): Promise<Contract> {
    return done(await this.registrar.get(`${contracts}/${id}`));
  }

  /** Does something with a contract as it was read. */
  act(contract: { id: string; version: number }, action: string, body: object): Promise<Answer> {
    return this.registrar.post(`${contracts}/${contract.id}/${action}`, body, ifMatch(contract));
  }

  close(): Promise<void> {
    return this.service.close();
  }
}

/** The body of an answer that must be a success. */
export function done({ status, body }: Answer) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

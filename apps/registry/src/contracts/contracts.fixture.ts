import { baseSalaries, contractTemplates } from '#apps/standalone/src/demo-data/index';
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
export const template: NewContractTemplate = contractTemplates[0];

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

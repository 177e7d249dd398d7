import { createHash, randomUUID } from 'node:crypto';
import { type Cast, placeNames, type Row } from '../cast.js';

const content = Buffer.from('%PDF-1.7\n%%EOF\n');

/** The file of the regulation that is stored. */
export const storedFile = {
  sha256: createHash('sha256').update(content).digest('hex'),
  media_type: 'application/pdf',
  size: content.length,
  content,
};

/** Contracts and allowances of everyone, and a regulation. */
export function contractRows(cast: Cast): Record<string, Row[]> {
  const term = {
    template_id: cast.contractTemplate,
    term_months: 12,
    coefficient: 0.3,
    version: 1,
  };
  return {
    base_salary: [
      { id: cast.baseSalary, valid_from: '1900-01-01', amount: 1_300_000, legal_basis: 'Nghị định' },
    ],
    contract_template: [
      {
        id: cast.contractTemplate,
        code: 'mau',
        edition: 1,
        name: 'Hợp đồng giao khoán',
        form: 'state',
        superior_body: 'TỈNH ỦY',
        issuing_body: 'BAN',
        place: 'Lạng Sơn',
        symbol: '{"type":"HĐ","body":"BTGDVTU"}',
        title: 'HỢP ĐỒNG',
        abstract: 'Giao khoán công việc',
        grounds: [],
        articles: '[{"heading":"Công việc","paragraphs":["Một việc."]}]',
        blanks: [],
        term_months: 24,
        coefficient: 0.3,
      },
    ],
    contract_signing: [
      {
        id: cast.contractSigning,
        signed_on: '2019-12-25',
        place: 'Lạng Sơn',
        signer: '{"position":"Trưởng Ban","name":"Hoàng Văn Mẫu"}',
      },
    ],
    contract: [
      ...placeNames.map((place, index) => ({
        ...term,
        id: cast.contracts[place],
        appointment_id: cast.appointments[place],
        person_id: cast.people[place],
        signing_id: cast.contractSigning,
        state: 'signed',
        year: 2019,
        number: index + 1,
        starts_on: '2020-01-01',
        ends_on: '2020-12-31',
        last_on: '2020-12-31',
        party: JSON.stringify({
          fullName: place,
          position: 'Trưởng phòng',
          organisation: 'Ban',
          decisionNumber: '12-QĐ',
          decisionDate: '2019-12-20',
          decisionIssuer: 'Ban',
        }),
        signed_at: '2019-12-25T00:00:00Z',
      })),
      {
        ...term,
        id: cast.draftContract,
        appointment_id: cast.appointments.own,
        person_id: cast.people.own,
        state: 'draft',
        starts_on: '2023-01-01',
        ends_on: '2023-12-31',
        last_on: '2023-12-31',
      },
    ],
    allowance_sheet: [
      {
        id: cast.allowanceSheet,
        month: '2020-01',
        state: 'approved',
        content: JSON.stringify({
          month: '2020-01',
          rule: 'calendar-days-1',
          daysInMonth: 31,
          entries: [],
          differences: [],
          byOrganisation: [],
          byLevel: [],
          totals: { contracts: 0, amount: 0, differences: 0, total: 0 },
          outliving: [],
        }),
        content_hash: 'sha256:0',
        total: 0,
        approved_at: '2020-01-31T00:00:00Z',
        version: 1,
      },
    ],
    allowance: placeNames.map((place) => ({
      id: randomUUID(),
      sheet_id: cast.allowanceSheet,
      contract_id: cast.contracts[place],
      person_id: cast.people[place],
      sheet_month: '2020-01',
      month: '2020-01',
      coefficient: 0.3,
      spans: '[]',
      amount: 390_000,
    })),
    regulation_file: [storedFile],
    regulation: [
      {
        id: cast.regulation,
        kind: 'regulation',
        symbol: '1-QC',
        title: 'Quy chế',
        issuer: 'Ban',
        issued_on: '2020-01-01',
        search: '1-qc quy che',
        version: 1,
      },
    ],
    regulation_version: [
      {
        id: cast.regulationVersion,
        regulation_id: cast.regulation,
        number: 1,
        in_force_from: '2020-01-01',
        file_sha256: storedFile.sha256,
        audience: '{"roles":[],"levels":[],"organisationId":null}',
        read_within_days: 10,
      },
    ],
  };
}

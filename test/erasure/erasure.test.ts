import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#contracts/people';
import { InProcessTransport } from '#messaging/in-process-transport';
import type { ServiceName } from '#service-kit/service-names';
import { eventually } from '#testing/eventually';
import {
  type Answer,
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestService,
} from '#testing/test-service';
import {
  contracts,
  signer,
  signings,
  template,
  templates,
} from '../../apps/registry/src/contracts/contracts.fixture.js';
import { Office, people } from '../../apps/registry/src/people/office.fixture.js';
import { heardIn } from '../../apps/reporting/src/province.fixture.js';
import { services } from '../../apps/standalone/src/services.js';

/** Words that lead to one person; none of them stands in anything else. */
const traces = {
  name: 'Lường Thị Xuyến',
  folded: 'luong thi xuyen',
  formerName: 'Lường Thị Xoan',
  username: 'xuyen-ky-lua',
  phone: '0987 654 321',
  email: 'xuyen@bantg.example',
  address: 'Số 9 ngõ Hẹp',
  position: 'Phó phòng Sưu tầm',
  decision: '777-QĐ/BTGDVTU',
  award: 'Bằng khen sưu tầm',
  identity: 'xuyen.sso',
};
const password = 'mot-mat-khau-rat-dai';

const transport = new InProcessTransport();
let office: Office;
let running: Record<ServiceName, TestService>;
beforeAll(async () => {
  const others = services.filter(({ name }) => name !== 'registry');
  const started = await Promise.all(
    others.map(async (service) => [service.name, await startTestService(service, { transport })] as const),
  );
  office = await Office.open(transport);
  running = { ...Object.fromEntries(started), registry: office.service } as typeof running;
});
afterAll(async () => {
  for (const service of Object.values(running ?? {})) await service.close();
  await transport.close();
});

/** Where in any table of any service one of the words stands, whatever the column. */
async function tracesLeft(): Promise<string[]> {
  const found: string[] = [];
  for (const [schema, { database }] of Object.entries(running)) {
    const tables = await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'`,
      [schema],
    );
    for (const { name } of tables) {
      const rows = await database.query<{ trace: string }>(
        `SELECT DISTINCT trace FROM ${schema}."${name}" AS t, unnest($1::text[]) AS trace WHERE strpos(t::text, trace) > 0`,
        [Object.values(traces)],
      );
      found.push(...rows.map(({ trace }) => `${schema}.${name}: ${trace}`));
    }
  }
  return found.sort();
}

function done({ status, body }: Answer) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** What happens to a person in years: every change is asked for under a key, so that its answer is stored. */
async function lived(): Promise<Person> {
  const { registrar, service } = office;
  const keyed = (more: Record<string, string> = {}) => ({
    ...idempotencyKey(`life-${randomUUID()}`),
    ...more,
  });
  const recorded: Person = done(await registrar.post(people, { fullName: traces.formerName }, keyed()));
  const at = `${people}/${recorded.id}`;
  const rename = { fullName: traces.name, reason: 'change' };
  const person: Person = done(await registrar.put(`${at}/name`, rename, keyed(ifMatch(recorded))));
  const decision = await office.decision(person, {
    from: '2020-01-01',
    to: '2021-01-01',
    position: traces.position,
    decisionNumber: traces.decision,
  });
  const appointment = done(await registrar.post('/v1/registry/appointments', decision, keyed()));
  await signedAndTerminated(appointment, keyed);
  const contact = { workPhone: traces.phone, email: traces.email, officeAddress: traces.address };
  done(await registrar.put(`${at}/contact`, contact, keyed(ifMatch(0))));
  const award = {
    title: traces.award,
    awardedBy: 'Tỉnh ủy',
    decisionNumber: traces.decision,
    decisionDate: '2020-12-01',
    decisionIssuer: 'Tỉnh ủy',
    correctsId: null,
  };
  done(await registrar.post(`${at}/commendations`, award, keyed()));
  const admin = service.as('administrator');
  const opened = { username: traces.username, personId: person.id, initialPassword: password, grants: [] };
  const account = done(await admin.post('/v1/registry/accounts', opened));
  const disabled = `/v1/registry/accounts/${account.id}/disable`;
  const { version } = done(await admin.post(disabled, undefined, keyed(ifMatch(account))));
  done(await admin.post(`/v1/registry/accounts/${account.id}/enable`, undefined, keyed(ifMatch(version))));
  await service.database.query(
    `UPDATE registry.account SET oidc_issuer = 'https://sso.example', oidc_username = $2 WHERE id = $1`,
    [account.id, traces.identity],
  );
  done(await service.anonymous.post('/v1/registry/sessions', { username: traces.username, password }));
  await service.anonymous.post('/v1/registry/sessions', {
    username: traces.username,
    password: 'sai-mat-khau',
  });
  done(await registrar.get(`${at}/contact`));
  return person;
}

/** A contract of that year, whose signed text names the person. */
async function signedAndTerminated(
  appointment: { id: string },
  keyed: (more?: Record<string, string>) => Record<string, string>,
): Promise<void> {
  const { registrar } = office;
  const { id: templateId } = done(await registrar.post(templates, template));
  const term = { appointmentId: appointment.id, templateId, startsOn: '2020-01-01', termMonths: 12 };
  const draft = done(await registrar.post(contracts, term, keyed()));
  const signing = { on: '2019-12-25', place: 'Lạng Sơn', occasion: null, signer, contracts: [draft] };
  const chosen = signing.contracts.map(({ id, version }) => ({ id, version }));
  done(await registrar.post(signings, { ...signing, contracts: chosen }, keyed()));
  const signed = done(await registrar.get(`${contracts}/${draft.id}`));
  const end = { lastOn: '2020-10-31', reason: `Theo nguyện vọng của ${traces.name}` };
  done(await registrar.post(`${contracts}/${draft.id}/terminate`, end, keyed(ifMatch(signed))));
}

describe('the erasure of a person', () => {
  it('leaves no trace of who it was in any table of any service, and every figure as it was', async () => {
    const person = await lived();
    const { reporting, registry } = running;
    const editor = reporting.as('editor');
    const month = { code: '2020-11', kind: 'monthly', startsOn: '2020-11-01', endsOn: '2020-11-30' };
    const period = done(
      await editor.post('/v1/reporting/reporting-periods', { ...month, dueAt: '2199-01-01T00:00:00Z' }),
    );
    const periodAt = `/v1/reporting/reporting-periods/${period.id}`;
    await eventually(async () => {
      expect((await editor.get(`${periodAt}/expected-reports`)).body.items).toHaveLength(1);
    });
    const item = heardIn((await office.unit('20')).id);
    const collaborator = reporting.as('collaborator', { personId: person.id });
    const report = done(
      await collaborator.post('/v1/reporting/opinion-reports', { periodId: period.id, items: [item] }),
    );
    done(await editor.post(`/v1/reporting/opinion-reports/${report.id}/accept`, undefined, ifMatch(report)));
    done(await editor.post(`${periodAt}/close`, undefined, ifMatch(period)));
    const me = registry.as('collaborator', { personId: person.id });
    await eventually(async () => {
      const { reports } = (await me.get('/v1/registry/me/record')).body;
      expect(reports).toMatchObject([{ periodCode: '2020-11', filed: 1, onTime: 1, late: 0, returned: 0 }]);
    });
    const figures = async () => ({
      discipline: (await editor.get(`${periodAt}/discipline`)).body,
      expected: (await editor.get(`${periodAt}/expected-reports?total=true`)).body,
      reports: (await editor.get(`/v1/reporting/opinion-reports?filter[periodId][eq]=${period.id}`)).body,
      items: (await editor.get(`/v1/reporting/opinion-reports/${report.id}`)).body,
      coverage: (
        await running.training.as('editor').get('/v1/training/coverage?role=collaborator&asOf=2020-11-30')
      ).body,
    });
    const before = await figures();
    expect(before.discipline.items).toContainEqual(expect.objectContaining({ expected: 1, received: 1 }));

    // The scan finds what is there: without this it would prove nothing.
    const there = await tracesLeft();
    for (const [table, trace] of [
      ['person', traces.name],
      ['person', traces.folded],
      ['person_name', traces.formerName],
      ['person_contact', traces.phone],
      ['person_contact', traces.address],
      ['appointment', traces.position],
      ['contract', traces.name],
      ['contract', traces.position],
      ['commendation', traces.award],
      ['account', traces.username],
      ['account', traces.identity],
      ['idempotency', traces.name],
      ['idempotency', traces.formerName],
      ['idempotency', traces.username],
      ['idempotency', traces.decision],
    ])
      expect(there).toContain(`registry.${table}: ${trace}`);
    // Only the registry ever knew, and its audit log, outbox and jobs never did.
    expect(there.filter((where) => !where.startsWith('registry.'))).toEqual([]);
    expect(there.filter((where) => /audit_entry|outbox|job|dead_letter/.test(where))).toEqual([]);

    const asked = done(
      await office.registrar.post('/v1/registry/erasures', {
        personId: person.id,
        reason: 'asked-by-person',
        decisionNumber: '9-QĐ/BTGDV',
        decisionDate: '2026-05-04',
      }),
    );
    const other = registry.as('administrator');
    done(await other.post(`/v1/registry/erasures/${asked.id}/carry-out`, undefined, ifMatch(asked)));

    expect(await tracesLeft()).toEqual([]);
    expect(await figures()).toEqual(before);
    const { tables } = done(await office.registrar.get(`${people}/${person.id}/data`));
    const held = Object.fromEntries(
      (tables as { table: string; rows: unknown[] }[]).map(({ table, rows }) => [table, rows.length]),
    );
    const nothing = { person_name: 0, person_contact: 0, commendation: 0, session: 0, sign_in_failure: 0 };
    expect(held).toMatchObject({ person: 1, appointment: 1, contract: 1, filed_report: 1, ...nothing });
  });
});

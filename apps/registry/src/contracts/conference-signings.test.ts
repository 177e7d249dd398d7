import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractsSignedAtConference } from '#contracts/conference-events';
import { type Contract, type ContractSigning, contractsLeftUnsigned } from '#contracts/contracts';
import { ifMatch } from '#testing/test-service';
import { eventually } from '#testing/eventually';
import { ContractOffice, contracts, done, signings } from './contracts.fixture.js';

let office: ContractOffice;
let organisationId: string;
beforeAll(async () => {
  office = await ContractOffice.open();
  organisationId = (await office.appointed('Hoàng Văn Mẫu', { position: 'Trưởng Ban' })).organisationId;
});
afterAll(() => office?.close());

const signedOn = '2025-12-25';
/** Training tells that contracts were signed at a conference. */
async function told(
  conferenceId: string,
  contractIds: string[],
  { position = 'Trưởng Ban', sequence = 1 } = {},
): Promise<void> {
  const facts = { conferenceId, signedOn, contractIds, signer: { position, organisationId } };
  await office.service.publish(contractsSignedAtConference.of(conferenceId, sequence, facts));
}
const drafted = async (fullName: string): Promise<Contract> =>
  office.drafted(await office.appointed(fullName));
const signingsOf = async (conferenceId: string): Promise<ContractSigning[]> =>
  (done(await office.registrar.get(signings)).items as ContractSigning[]).filter(
    (signing) => signing.conferenceId === conferenceId,
  );
const unsigned = (conferenceId: string) =>
  office.service.sent(contractsLeftUnsigned).filter(({ subject }) => subject === conferenceId);

describe('contracts that were signed at a conference', () => {
  it('are signed as one batch, in the order they were named, by who holds the post', async () => {
    const conferenceId = randomUUID();
    const [first, second] = [await drafted('Nông Văn Bình'), await drafted('Lý Thị An')];
    await told(conferenceId, [second.id, first.id]);
    const [signing, ...more] = await signingsOf(conferenceId);
    expect(more).toEqual([]);
    expect(signing).toMatchObject({
      on: signedOn,
      place: 'Lạng Sơn',
      occasion: 'Hội nghị ngày 25/12/2025',
      signer: { position: 'Trưởng Ban', name: 'Hoàng Văn Mẫu' },
    });
    expect(signing!.contracts.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await office.contract(first.id)).toMatchObject({ signedOn, signingId: signing!.id, version: 2 });
    expect(unsigned(conferenceId)).toEqual([]);
  });

  it('leave room for a name that the register does not know', async () => {
    const conferenceId = randomUUID();
    await told(conferenceId, [(await drafted('Chu Thị Dung')).id], { position: 'Phó Trưởng Ban' });
    const [signing] = await signingsOf(conferenceId);
    expect(signing!.signer).toEqual({ position: 'Phó Trưởng Ban', name: expect.stringMatching(/^…+$/) });
    const document = await office.registrar.get(`${signings}/${signing!.id}/document.docx`);
    expect(document.status).toBe(200);
  });

  it('that cannot be signed stay as they are, and registrars are told why', async () => {
    const account = { username: 'van-thu', personId: null };
    const grants = [{ role: 'registrar', areaId: null, organisationId: null, from: '2020-01-01', to: null }];
    const administrator = office.service.as('administrator');
    const reader = done(await administrator.post('/v1/registry/accounts', { ...account, grants }));

    const good = await drafted('Đinh Thị Hạnh');
    const signed = await drafted('Lộc Văn Giang');
    await office.signing([signed], { on: '2025-12-01' });
    const appointment = await office.appointed('Bế Văn Đức');
    const early = await office.drafted(appointment);
    const end = { on: '2026-09-01', reason: 'retired', decisionNumber: '7-QĐ' };
    const path = `/v1/registry/appointments/${appointment.id}/end`;
    done(await office.registrar.post(path, end, ifMatch(appointment)));
    const twice = await office.appointed('Triệu Văn Kim');
    const twins = [await office.drafted(twice), await office.drafted(twice, { startsOn: '2026-06-01' })];
    const nobodys = randomUUID();

    const conferenceId = randomUUID();
    const named = [nobodys, signed.id, early.id, ...twins.map(({ id }) => id), good.id, good.id];
    await told(conferenceId, named);
    const [signing] = await signingsOf(conferenceId);
    expect(signing!.contracts.map(({ id }) => id)).toEqual([good.id]);
    for (const { id } of [early, ...twins])
      expect(await office.contract(id)).toMatchObject({ state: 'draft', version: 1 });
    await eventually(() => expect(unsigned(conferenceId)).toHaveLength(1));
    expect(unsigned(conferenceId)[0]!.data).toEqual({
      conferenceId,
      signedOn,
      contracts: expect.arrayContaining([
        { id: nobodys, reason: 'unknown' },
        { id: signed.id, reason: 'no-draft' },
        { id: early.id, reason: 'not-within-appointment' },
        ...twins.map(({ id }) => ({ id, reason: 'overlap' })),
      ]),
    });
    const mine = office.service.as('registrar', { accountId: reader.id });
    await eventually(async () =>
      expect((await mine.get('/v1/registry/notices')).body.items).toEqual([
        expect.objectContaining({
          kind: 'contract.unsigned',
          title: '5 hợp đồng chưa ký được ngày 25/12/2025',
          text: expect.stringContaining(`Không phải là dự thảo: ${signed.id}.`),
        }),
      ]),
    );
  });

  it('are signed once, however often it is told', async () => {
    const conferenceId = randomUUID();
    const [first, second] = [await drafted('Dương Thị Lan'), await drafted('Hà Văn Sơn')];
    await told(conferenceId, [first.id]);
    await told(conferenceId, [first.id], { sequence: 2 });
    // Told once more with one that was forgotten, that one alone is signed.
    await told(conferenceId, [first.id, second.id], { sequence: 3 });
    const made = await signingsOf(conferenceId);
    expect(made.flatMap((signing) => signing.contracts.map(({ id }) => id)).sort()).toEqual(
      [first.id, second.id].sort(),
    );
    expect((await office.contract(first.id)).version).toBe(2);
    expect(unsigned(conferenceId)).toEqual([]);
  });

  it('are on record as what the event did', async () => {
    const draft = await drafted('Vi Văn Cường');
    await told(randomUUID(), [draft.id]);
    const [entry] = await office.service.database.query<{ actor: string }>(
      `SELECT actor FROM registry.audit_entry WHERE action = 'contract.sign' AND entity = 'contract:' || $1`,
      [draft.id],
    );
    expect(entry!.actor).toMatch(/^event:/);
    expect((await office.registrar.get(`${contracts}/${draft.id}`)).body.state).toMatch(/signed|in-force/);
  });
});

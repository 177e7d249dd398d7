import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guidanceAgreed } from '#contracts/conference-events';
import type { ReportingPeriod } from '#contracts/periods';
import { type Collaborator, periods, Province } from '../province.fixture.js';

let province: Province;
let may: ReportingPeriod;
let hoa: Collaborator;
beforeAll(async () => {
  province = await Province.open();
  may = await province.month({ code: '2012-05', startsOn: '2012-05-01', endsOn: '2012-05-31' });
  hoa = await province.collaborator();
});
afterAll(() => province?.close());

const agreed = (
  heldOn: string,
  texts: string[],
  { conferenceId = randomUUID() as string, version = 1 } = {},
) =>
  province.service.publish(
    guidanceAgreed.of(conferenceId, version, {
      conferenceId,
      heldOn,
      items: texts.map((text) => ({ id: randomUUID(), topic: 'economy', text })),
    }),
  );
const prompts = async () => {
  const { status, body } = await hoa.client.get(`${periods}/${may.id}/guidance`);
  expect(status).toBe(200);
  return { heldOn: body.heldOn, texts: body.items.map(({ text }: { text: string }) => text) };
};

describe('the guidance for a period', () => {
  it('is none before any conference', async () => {
    expect(await prompts()).toEqual({ heldOn: null, texts: [] });
  });

  it('is what the last conference before its first day agreed, in its order', async () => {
    await agreed('2012-04-20', ['Việc cấp nước sạch', 'Giá phân bón']);
    await agreed('2012-03-20', ['Chuyện của tháng trước']);
    await agreed('2012-05-01', ['Chuyện của tháng sau']);
    expect(await prompts()).toEqual({ heldOn: '2012-04-20', texts: ['Việc cấp nước sạch', 'Giá phân bón'] });
  });

  it('is what the conference agreed last, whatever comes late', async () => {
    const conferenceId = randomUUID();
    await agreed('2012-04-25', ['Sửa lại'], { conferenceId, version: 2 });
    await agreed('2012-04-25', ['Bản đầu'], { conferenceId, version: 1 });
    expect(await prompts()).toEqual({ heldOn: '2012-04-25', texts: ['Sửa lại'] });
  });

  it('is read by the network and the office, not by recipients or other systems', async () => {
    const path = `${periods}/${may.id}/guidance`;
    expect((await province.reviewer('kyLua').get(path)).status).toBe(200);
    expect((await province.service.as('recipient').get(path)).status).toBe(403);
    expect((await province.service.anonymous.get(path)).status).toBe(401);
    expect((await hoa.client.get(`${periods}/${randomUUID()}/guidance`)).status).toBe(404);
  });
});

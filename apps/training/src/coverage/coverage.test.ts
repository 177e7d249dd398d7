import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#testing/eventually';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { added, appointment, held, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

let service: TestService;
let editor: TestClient;

beforeEach(async () => {
  service = await startTestService(training, { logLevel: 'silent' });
  editor = service.as('editor');
});
afterEach(() => service?.close());

const nothing = { appointed: 0, classesHeld: 0, seatsOffered: 0, seatsTaken: 0, passed: 0 };

async function coverage(role: string, more = '') {
  const { status, body } = await service.as('collaborator').get(`/v1/training/coverage?role=${role}${more}`);
  expect(status).toBe(200);
  return body;
}

async function appointedOf(role: string, more = ''): Promise<Record<string, number>> {
  const { levels } = await coverage(role, more);
  return Object.fromEntries(
    levels.map(({ level, appointed }: { level: string; appointed: number }) => [level, appointed]),
  );
}

describe('coverage', () => {
  it('is nothing, level by level, before anything is known', async () => {
    expect((await coverage('interviewer')).levels).toEqual(
      ['province', 'district', 'commune'].map((level) => ({ level, ...nothing })),
    );
  });

  it('follows the appointments that the registry records', async () => {
    const interviewer = appointment({ level: 'commune' });
    await service.publish(
      interviewer,
      appointment({ level: 'commune' }),
      appointment({ role: 'collaborator' }),
    );
    await eventually(async () =>
      expect(await appointedOf('interviewer')).toEqual({ province: 0, district: 0, commune: 2 }),
    );
    expect(await appointedOf('collaborator')).toEqual({ province: 1, district: 0, commune: 0 });

    const facts = interviewer.data as { id: string; personId: string };
    await service.publish(appointment({ ...facts, level: 'commune', to: '2025-01-01', state: 'ended' }, 2));
    await eventually(async () => expect((await appointedOf('interviewer'))['commune']).toBe(1));
    expect((await appointedOf('interviewer', '&asOf=2024-12-31'))['commune']).toBe(2);
    expect((await appointedOf('interviewer', '&asOf=2023-12-31'))['commune']).toBe(0);
  });

  it('is not turned back by an event that comes late, or twice', async () => {
    const id = randomUUID();
    await service.publish(appointment({ id, to: '2025-01-01', state: 'ended' }, 3));
    await service.publish(appointment({ id }, 1), appointment({ id }, 1));
    await service.publish(appointment());
    await eventually(async () => expect((await appointedOf('interviewer'))['province']).toBe(1));
  });

  it('counts people, not posts, and nobody who is only nominated', async () => {
    const personId = randomUUID();
    await service.publish(
      appointment({ personId }),
      appointment({ personId }),
      appointment({ state: 'nominated' }),
    );
    await eventually(async () => expect((await appointedOf('interviewer'))['province']).toBe(1));
  });

  it('sets the seats of the classes held for the role beside them', async () => {
    const course = await added(editor, { audience: ['interviewer', 'speaker'] });
    const day = (date: string) => ({ startsOn: date, endsOn: date });
    await held(editor, await planned(editor, { ...day('2025-03-01'), capacity: 40 }, course), {
      invited: 40,
      attended: 30,
      passed: 25,
    });
    await held(editor, await planned(editor, { ...day('2025-04-01'), capacity: 20 }, course), {
      invited: 25,
      attended: 20,
      passed: 20,
    });
    await held(editor, await planned(editor, { ...day('2022-01-01') }, course), {
      invited: 9,
      attended: 9,
      passed: 9,
    });
    await held(
      editor,
      await planned(editor, day('2025-03-01'), await added(editor, { audience: ['collaborator'] })),
      { invited: 5, attended: 5, passed: 5 },
    );
    await planned(editor, day('2025-03-01'), course);

    const inMay = await coverage('interviewer', '&asOf=2025-05-01');
    expect(inMay).toMatchObject({ role: 'interviewer', asOf: '2025-05-01', since: '2023-05-01' });
    expect(inMay.levels[0]).toEqual({
      ...nothing,
      level: 'province',
      classesHeld: 2,
      seatsOffered: 60,
      seatsTaken: 50,
      passed: 45,
    });
    expect((await coverage('speaker', '&asOf=2025-05-01')).levels).toEqual(inMay.levels);
    expect((await coverage('interviewer', '&asOf=2025-03-31')).levels[0]).toMatchObject({
      classesHeld: 1,
      seatsTaken: 30,
    });
    expect((await coverage('interviewer', '&asOf=2025-05-01&since=2022-01-01')).levels[0]).toMatchObject({
      classesHeld: 3,
    });
  });

  it('holds numbers only: no person, post or place', async () => {
    await service.publish(appointment());
    const body = await coverage('interviewer');
    expect(Object.keys(body).sort()).toEqual(['asOf', 'levels', 'role', 'since']);
    expect(JSON.stringify(body)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('is refused without a token, without a role, for a role or a span that does not exist', async () => {
    expect((await service.anonymous.get('/v1/training/coverage?role=speaker')).status).toBe(401);
    expect((await service.asClient('course.read').get('/v1/training/coverage?role=speaker')).status).toBe(
      403,
    );
    const wrong = async (query: string) => {
      const { status, body } = await editor.get(`/v1/training/coverage?${query}`);
      return [status, body.errors[0].path];
    };
    expect(await wrong('')).toEqual([400, 'role']);
    expect(await wrong('role=minister')).toEqual([400, 'role']);
    expect(await wrong('role=speaker&asOf=2025-01-01&since=2025-01-02')).toEqual([400, 'since']);
  });
});

it('puts an event that it cannot read among the dead letters, and goes on', async () => {
  const poison = appointment();
  await service.publish({ ...poison, data: { ...poison.data, role: 'minister' } }, appointment());
  expect((await appointedOf('interviewer'))['province']).toBe(1);
  const { body } = await service.as('administrator').get('/v1/training/dead-letters');
  expect(body.items).toMatchObject([{ type: 'registry.appointment.recorded', attempts: 5 }]);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import { appointmentRecorded } from '#contracts/people';
import { startTestService, type TestService } from '#testing/test-service';
import { reporting } from '../reporting.service-definition.js';

describe('discipline of a period', () => {
  let service: TestService;
  const areaId = randomUUID();

  beforeAll(async () => {
    service = await startTestService(reporting);
    const area = {
      id: areaId,
      code: '20',
      name: 'Tỉnh Lạng Sơn',
      type: 'province' as const,
      parentCode: null,
      validFrom: '2020-01-01',
      validTo: null,
    };
    await service.publish(
      areaRecorded.of(areaId, 1, area),
      areaTreeNumbered.of('2020-01-01', 1, {
        root: '20',
        from: '2020-01-01',
        to: null,
        nodes: [[areaId, 1, 1]],
      }),
      ...[1, 2].map(() => {
        const id = randomUUID();
        const held = {
          personId: randomUUID(),
          role: 'collaborator',
          level: 'province',
          organisationId: randomUUID(),
          areaId,
        } as const;
        return appointmentRecorded.of(id, 1, {
          id,
          ...held,
          from: '2026-01-01',
          to: null,
          state: 'appointed',
        });
      }),
    );
  });
  afterAll(() => service.close());

  const october = {
    code: '2026-10',
    kind: 'monthly',
    startsOn: '2026-10-01',
    endsOn: '2026-10-31',
    dueAt: '2026-11-05T23:59:59+07:00',
  };

  it('counts what each level owes, has sent, and sent on time', async () => {
    const { body: period } = await service.as('editor').post('/v1/reporting/reporting-periods', october);
    const answer = await service
      .as('collaborator')
      .get(`/v1/reporting/reporting-periods/${period.id}/discipline`);
    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([
      {
        level: 'province',
        expected: 2,
        received: 0,
        onTime: 0,
        submissionRate: 0,
        onTimeRate: 0,
        returned: 0,
        returnRate: null,
        medianDelayDays: null,
      },
    ]);
  });

  it('is not found for a period that is not there', async () => {
    const answer = await service
      .as('editor')
      .get(`/v1/reporting/reporting-periods/${randomUUID()}/discipline`);
    expect(answer.status).toBe(404);
  });

  it('is not shown to someone who has not signed in, nor to other systems', async () => {
    const path = `/v1/reporting/reporting-periods/${randomUUID()}/discipline`;
    expect((await service.anonymous.get(path)).status).toBe(401);
    expect((await service.asClient('reporting-period.read').get(path)).status).toBe(403);
  });
});

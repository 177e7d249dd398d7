import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission, Role } from '#contracts/permissions';
import { idempotencyKey, ifMatch, type Answer, type TestClient } from '#testing/test-service';
import { places } from './cast.js';
import { type Operation, operations } from './operations.js';
import { type Extent, model, roles, type Rule, sees } from './reference-model.js';
import { addressOf, bodies, files, objectsOf } from './requests.js';
import { startWorld, type World } from './world.js';

/** Somebody who calls, and what the model lets them reach. */
interface Caller {
  name: string;
  role: Role | 'client' | null;
  client: TestClient;
  extent: Extent;
  /** The refusal whatever is asked for; none when it depends on the object. */
  refusal: { status: 401 | 403; code: string } | null;
}

const forbidden = { status: 403, code: 'auth.forbidden' } as const;
const secondFactorMissing = { status: 403, code: 'auth.second-factor-required' } as const;
const all = operations();
const sorted = (values: Iterable<string>): string[] => [...values].sort();

class Stage {
  private number = 0;

  constructor(readonly world: World) {}

  /** Everyone who may come, with what the model says of them. */
  callersOf({ service: name, permission }: Operation, rule: Rule): Caller[] {
    const service = this.world.services[name];
    const { cast } = this.world;
    const rights = {
      accountId: cast.account,
      personId: cast.people.own,
      ranges: [[places['of the area'].lo, places['of the area'].hi]] as [number, number][],
      organisationId: cast.organisation,
    };
    const refusalOf = (extent: Extent) => (extent === '-' ? forbidden : null);
    const people = roles.flatMap((role): Caller[] => {
      const extent = rule.extents[role];
      const caller = {
        name: role,
        role,
        client: service.as(role, { ...rights, secondFactor: true }),
        extent,
        refusal: refusalOf(extent),
      };
      const without = {
        ...caller,
        name: `${role} without a second factor`,
        client: service.as(role, rights),
      };
      if (!rule.secondFactor) return [caller, without];
      return [caller, { ...without, refusal: refusalOf(extent) ?? secondFactorMissing }];
    });
    const extent = rule.extents.client;
    const other: Permission = permission === 'area.read' ? 'course.read' : 'area.read';
    const client = (granted: Permission, refusal: Caller['refusal']): Caller => ({
      name: `client with ${granted}`,
      role: 'client',
      client: service.asClient(granted),
      extent,
      refusal,
    });
    return [
      ...people,
      client(permission as Permission, refusalOf(extent)),
      client(other, forbidden),
      {
        name: 'nobody',
        role: null,
        client: service.anonymous,
        extent: '-',
        refusal: { status: 401, code: 'auth.missing' },
      },
      {
        name: 'somebody without a role',
        role: null,
        client: service.as([], { ...rights, secondFactor: true }),
        extent: rule.withoutRole,
        refusal: rule.signedIn ? null : forbidden,
      },
    ];
  }

  /** A request that is right in everything; changes name a version that never was, and so change nothing. */
  call(operation: Operation, client: TestClient, id?: string): Promise<Answer> {
    const { cast } = this.world;
    const address = addressOf(operation, cast, id);
    const headers: Record<string, string> = {
      ...(operation.guarded && ifMatch(0)),
      ...(operation.repeatable && idempotencyKey(`key-${(this.number += 1)}`.padEnd(8, '-'))),
    };
    if (operation.method === 'GET') return client.get(address, headers);
    if (operation.method === 'DELETE') return client.delete(address, headers);
    const isFile = operation.takesFiles.length > 0;
    const body = (isFile ? files : bodies)[operation.id]?.({ cast, number: (this.number += 1) });
    if ((isFile || operation.takesBody) && !body) throw new Error(`No body is known for ${operation.id}`);
    if (isFile) headers['content-type'] = operation.takesFiles[0]!;
    return operation.method === 'PUT'
      ? client.put(address, body, headers)
      : client.post(address, body, headers);
  }
}

const withoutRequestId = ({ status, body }: Answer): unknown => ({
  status,
  body: { ...(body as object), requestId: undefined },
});

/** Whoever holds a role may call it, but it also asks for the session itself, which these tokens have none of. */
const asksForTheSession = new Set(['registry.ownAccount.enrol']);

/** What is wrong with an answer; null when it is as the model says. */
function defectOf(operation: Operation, caller: Caller, relation: string, answer: Answer): string | null {
  const got = `${answer.status} ${answer.body?.code ?? ''}`;
  if (caller.refusal) {
    const { status, code } = caller.refusal;
    return answer.status === status && answer.body.code === code ? null : `${got}, not ${status} ${code}`;
  }
  const visible = relation === '-' || sees(caller.extent, caller.role!, relation);
  if (!visible) return answer.status === 404 ? null : `${got}, not 404`;
  if (asksForTheSession.has(operation.id)) return got === '401 auth.invalid' ? null : got;
  return [400, 401, 403, 404].includes(answer.status) || answer.status >= 500
    ? `${got}, though allowed`
    : null;
}

/** Lists of things that not everyone sees all of: what is listed, named by relation. */
const scopedLists: Record<string, (world: World) => { ids: Record<string, string>; of: string }> = {
  'registry.people.list': ({ cast }) => ({ ids: cast.people, of: 'id' }),
  'registry.appointments.list': ({ cast }) => ({ ids: cast.appointments, of: 'id' }),
  'registry.contracts.list': ({ cast }) => ({ ids: cast.contracts, of: 'id' }),
  'registry.allowances.list': ({ cast }) => ({ ids: cast.contracts, of: 'contractId' }),
  'registry.regulations.citing': ({ cast }) => ({ ids: cast.appointments, of: 'id' }),
  'reporting.opinionReports.list': ({ cast }) => ({ ids: cast.reports, of: 'id' }),
  'reporting.opinionItems.list': ({ cast }) => ({ ids: cast.items, of: 'id' }),
  'reporting.opinionStreams.list': ({ cast }) => ({ ids: cast.streams, of: 'id' }),
  'reporting.reportingPeriods.expected': ({ cast }) => ({ ids: cast.appointments, of: 'appointmentId' }),
  'reporting.recommendations.list': ({ cast }) => ({ ids: cast.recommendations, of: 'id' }),
  'reporting.inspections.list': ({ cast }) => ({ ids: cast.inspections, of: 'id' }),
  'survey.fieldCases.list': ({ cast }) => ({ ids: cast.fieldCases, of: 'id' }),
  'survey.planBackChecks.list': ({ cast }) => ({ ids: cast.backChecks, of: 'id' }),
  'survey.planQuality.list': ({ cast }) => ({ ids: cast.qualityFlags, of: 'id' }),
  'survey.planInterviewers.list': ({ cast }) => ({ ids: cast.people, of: 'personId' }),
  'survey.planInterviewers.assigned': ({ cast }) => ({ ids: cast.caseAssignments, of: 'id' }),
  'training.attempts.list': ({ cast }) => ({ ids: cast.attempts, of: 'id' }),
  'training.coverage.gaps': ({ cast }) => ({ ids: cast.appointments, of: 'id' }),
  'training.actionItems.list': ({ cast }) => ({ ids: cast.actionItems, of: 'id' }),
  'training.certificates.list': ({ cast }) => ({ ids: cast.certificates, of: 'id' }),
  'reporting.aggregateReports.list': ({ cast }) => ({ ids: cast.aggregates, of: 'id' }),
};

describe('access', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = new Stage(await startWorld());
  });
  afterAll(() => stage?.world.close());

  it('is declared in the model for every route, and for nothing else', () => {
    expect(sorted(model.keys())).toEqual(sorted(all.map(({ id }) => id)));
  });

  it('is open to anyone exactly where the model says so', () => {
    const open = [...model].filter(([, rule]) => rule.public).map(([id]) => id);
    expect(sorted(all.filter(({ permission }) => permission === 'public').map(({ id }) => id))).toEqual(
      sorted(open),
    );
  });

  describe.each(all.filter(({ id }) => !model.get(id)?.public))('to $method $path', (operation) => {
    it('is given and refused as the model says, to everyone and for everything', async () => {
      const rule = model.get(operation.id)!;
      const hasId = operation.pathParameters.includes('id');
      const objects = hasId ? objectsOf(operation, stage.world.cast) : { '-': undefined };
      const defects: string[] = [];
      for (const caller of stage.callersOf(operation, rule)) {
        const answers: Record<string, unknown> = {};
        for (const [relation, id] of Object.entries(objects)) {
          const answer = await stage.call(operation, caller.client, id);
          const defect = defectOf(operation, caller, relation, answer);
          if (defect) defects.push(`${caller.name}, ${relation}: ${defect}`);
          if (answer.status === 404) answers[relation] = withoutRequestId(answer);
        }
        // What is out of reach answers as what does not exist.
        for (const [relation, answer] of Object.entries(answers)) {
          if (JSON.stringify(answer) !== JSON.stringify(answers['nonexistent']))
            defects.push(`${caller.name}, ${relation}: tells that it exists`);
        }
      }
      expect(defects).toEqual([]);
    });
  });

  it.each(all.filter(({ id }) => model.get(id)?.public))(
    'to $method $path needs no sign-in',
    async (open) => {
      const { status, body } = await stage.call(open, stage.world.services[open.service].anonymous);
      expect(status).not.toBe(403);
      expect(body?.code).not.toBe('auth.missing');
    },
  );

  it.each(all.filter(({ id }) => id in scopedLists))('lists no row out of reach: $path', async (list) => {
    const rule = model.get(list.id)!;
    const { ids, of } = scopedLists[list.id]!(stage.world);
    const relationOf = new Map(Object.entries(ids).map(([relation, id]) => [id, relation]));
    const parent = list.pathParameters.includes('id')
      ? objectsOf(list, stage.world.cast)['there']
      : undefined;
    const address = addressOf(list, stage.world.cast, parent);
    for (const { name, role, client, extent, refusal } of stage.callersOf(list, rule)) {
      if (refusal) continue;
      const { body } = await client.get(`${address}${address.includes('?') ? '&' : '?'}limit=100&total=true`);
      const listed = (body.items as Record<string, string>[]).map((row) => relationOf.get(row[of]!));
      const known = listed.filter((relation) => relation !== undefined);
      const expected = Object.keys(ids).filter((relation) => sees(extent, role!, relation));
      expect({ name, listed: sorted(known) }).toEqual({ name, listed: sorted(expected) });
      expect(body.total).toBe(body.items.length);
    }
  });

  it('lets a collaborator file for no one else, and does not say who could', async () => {
    const { services, cast } = stage.world;
    const collaborator = services.reporting.as('collaborator', { personId: cast.people.own });
    const file = (appointmentId: string) =>
      collaborator.post('/v1/reporting/opinion-reports', {
        ...bodies['reporting.opinionReports.file']!({ cast, number: 1 }),
        appointmentId,
      });
    const another = await file(cast.appointments['of the area']);
    expect(another).toMatchObject({ status: 422, body: { code: 'opinion.not-appointed' } });
    expect(withoutRequestId(await file(cast.organisation))).toEqual(withoutRequestId(another));
    expect((await file(cast.appointments.own)).status).toBe(201);
  });

  it('adds up over the roles of one person', async () => {
    const { services, cast } = stage.world;
    const ranges: [number, number][] = [[places['of the area'].lo, places['of the area'].hi]];
    const both = services.reporting.as(['collaborator', 'reviewer'], { personId: cast.people.own, ranges });
    const { body } = await both.get('/v1/reporting/opinion-reports');
    const seen = (body.items as { id: string }[]).map(({ id }) => id);
    for (const relation of ['own', 'own draft', 'of the area', 'below the area'] as const)
      expect(seen, relation).toContain(cast.reports[relation]);
    for (const relation of ['beside the area', 'above the area', 'unrelated', 'draft of another'] as const)
      expect(seen, relation).not.toContain(cast.reports[relation]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RolePermissions } from '#contracts/access';
import { permissions, Role, ruleOf } from '#contracts/permissions';
import type { TestService } from '#testing/test-service';
import { startRegistry } from '../areas/units.fixture.js';

let service: TestService;
beforeAll(async () => {
  service = await startRegistry();
});
afterAll(() => service?.close());

it('every role shows what it may do and how far, to everyone', async () => {
  const { body } = await service.as('recipient').get('/v1/registry/roles');
  expect(body.items.map(({ role }: RolePermissions) => role)).toEqual(Role.options);
  const of = (role: Role) => (body.items as RolePermissions[]).find((one) => one.role === role)!.permissions;
  expect(of('approver')).toContainEqual({
    permission: 'aggregate-report.approve',
    extent: 'everywhere',
    secondFactor: true,
  });
  expect(of('collaborator')).toContainEqual({
    permission: 'opinion-report.file',
    extent: 'own',
    secondFactor: false,
  });
  expect(of('collaborator').map(({ permission }) => permission)).not.toContain('account.manage');
  const cells = Object.keys(permissions).flatMap((name) => Object.keys(ruleOf(name as never).roles));
  expect((body.items as RolePermissions[]).flatMap((role) => role.permissions)).toHaveLength(cells.length);
  expect(body.signedIn).toContain('account.read-own');
  expect(body.clients).toContain('area.read');
  expect(body.substitutes).toEqual([
    'opinion-report.file',
    'opinion-report.read',
    'report-reminder.read',
    'expected-report.read',
  ]);
});

it('they are not shown to nobody', async () => {
  expect((await service.anonymous.get('/v1/registry/roles')).status).toBe(401);
  expect((await service.as([]).get('/v1/registry/roles')).status).toBe(403);
});

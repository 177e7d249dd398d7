import type { RoleList } from '#contracts/access';
import { type Permission, type PermissionRule, permissions, Role, ruleOf } from '#contracts/permissions';

const all = Object.keys(permissions) as Permission[];
const where = (says: (rule: PermissionRule) => boolean | undefined): Permission[] =>
  all.filter((permission) => says(ruleOf(permission)));

/** The table of permissions by role. */
export function roleList(): RoleList {
  return {
    items: Role.options.map((role) => ({
      role,
      permissions: all.flatMap((permission) => {
        const { roles, secondFactor = false } = ruleOf(permission);
        const extent = roles[role];
        return extent ? [{ permission, extent, secondFactor }] : [];
      }),
    })),
    signedIn: where(({ signedIn }) => signedIn),
    clients: where(({ clients }) => clients),
    substitutes: where(({ substitutes }) => substitutes),
  };
}

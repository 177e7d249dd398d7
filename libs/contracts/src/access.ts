import { z } from 'zod';
import { eventType } from './event.js';
import { Extent, Permission, Role } from './permissions.js';

/**
 * Tokens that were given out no longer count, though they have not expired: those of an account or API client that
 * were made before its present revision, or those of a session.
 */
export const RevokedAccess = z.object({
  /** An account, an API client or a session. */
  id: z.uuid(),
  /** Tokens of a lower revision are refused; null: all of them, for a session does not come back. */
  before: z.int().nullable(),
});
export type RevokedAccess = z.infer<typeof RevokedAccess>;

/** What somebody may do was taken back, so that every service refuses their tokens at once. */
export const accessRevoked = eventType('registry.access.revoked', RevokedAccess);

const GivenPermission = z.object({
  permission: Permission,
  extent: Extent,
  /** Only with a second factor in the session. */
  secondFactor: z.boolean(),
});

/** What a role may do, and how far. */
export const RolePermissions = z
  .object({ role: Role, permissions: z.array(GivenPermission) })
  .meta({ id: 'RolePermissions' });
export type RolePermissions = z.infer<typeof RolePermissions>;

/** Every role with what it may do, and what needs no role. */
export const RoleList = z
  .object({
    items: z.array(RolePermissions),
    /** What everyone who has signed in may do to what is their own. */
    signedIn: z.array(Permission),
    /** What may be granted to other systems. */
    clients: z.array(Permission),
    /** What a substitute may do in the holder's place, where the role reaches what is the holder's own. */
    substitutes: z.array(Permission),
  })
  .meta({ id: 'RoleList' });
export type RoleList = z.infer<typeof RoleList>;

import type { RevokedAccess } from '#contracts/access';
import type { AccessClaims } from '#contracts/permissions';

/** Which running tokens no longer count: kept in memory, so that no request asks a database for it. */
export class Revocations {
  private before: ReadonlyMap<string, number> = new Map();

  /** Takes the place of all that was known. */
  replace(revoked: readonly RevokedAccess[]): void {
    this.before = new Map(revoked.map(({ id, before }) => [id, before ?? Infinity]));
  }

  /** Whether the token's account, client or session was revoked after it was made. */
  include({ sub, sid, revision = 0 }: Pick<AccessClaims, 'sub' | 'sid' | 'revision'>): boolean {
    return revision < (this.before.get(sub) ?? 0) || this.before.has(sid);
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Account, AccountGrant } from '#contracts/accounts';

/** Who can sign in. `version` counts what administrators and the owner change, not sign-ins. */
@Entity('account')
export class AccountEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') username!: string;
  @Column('uuid', { nullable: true }) personId!: string | null;
  @Column('text') state!: Account['state'];
  @Column('text') passwordHash!: string;
  @Column('boolean') mustChangePassword!: boolean;
  /** Base32; it counts once the owner has proved that their authenticator holds it. */
  @Column('text', { nullable: true }) totpSecret!: string | null;
  @Column('boolean') totpConfirmed!: boolean;
  /** The time step of the last code that was used; no code up to it works again. */
  @Column('integer') totpLastStep!: number;
  @Column('text', { nullable: true }) oidcIssuer!: string | null;
  @Column('text', { nullable: true }) oidcUsername!: string | null;
  @Column('text', { nullable: true }) oidcSubject!: string | null;
  @Column('integer') version!: number;
  /** Counts how often access was taken back; SQL alone raises it, so that no entity read before puts it back. */
  @Column({ type: 'integer', default: 0, select: false, insert: false, update: false })
  accessRevision?: number;
}

/** A role of an account from a day on, `to` exclusive. */
@Entity('account_grant')
export class AccountGrantEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('text') role!: AccountGrant['role'];
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('uuid', { nullable: true }) organisationId!: string | null;
  @Column('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
}

import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** The place of an entry in the chain. */
@Entity('audit_link')
export class AuditLinkEntity {
  @PrimaryColumn('bigint') position!: number;
  @Column('bigint') entrySeq!: number;
  @Column('bytea') hash!: Buffer;
}

/** Written by `unit.audit`, read here. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) seq!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') actor!: string;
  @Column('text') action!: string;
  @Column('text') entity!: string;
  @Column('text', { nullable: true }) requestId!: string | null;
  @Column('jsonb') details!: Record<string, unknown>;
  /** Joined by who needs it; null while the entry is not sealed. */
  link?: AuditLinkEntity | null;
}

/** The entities of the audit log, for the database of every service. */
export const auditEntities = [AuditEntryEntity, AuditLinkEntity];

import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { AuditChainVerdict } from '#contracts/audit';

/** One look at the audit logs of all services; its id is that of the job. */
@Entity('audit_verification')
export class AuditVerificationEntity {
  @PrimaryColumn('uuid') id!: string;
  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) askedAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('boolean', { nullable: true }) whole!: boolean | null;
  @Column('text', { array: true }) unanswered!: string[];
  @Column('text', { array: true }) forged!: string[];
}

/** What one service found. */
@Entity('audit_chain_verdict')
export class AuditChainVerdictEntity {
  @PrimaryColumn('uuid') verificationId!: string;
  @PrimaryColumn('text') service!: string;
  @Column('jsonb') verdict!: Omit<AuditChainVerdict, 'service'>;
}

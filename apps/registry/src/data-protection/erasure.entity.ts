import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Erasure, RetentionDue, RetentionRule } from '#contracts/data-protection';

/** A decision to erase a person, asked for by one account and carried out by another. */
@Entity('erasure')
export class ErasureEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') reason!: Erasure['reason'];
  @Column('text') decisionNumber!: string;
  @Column('date') decisionDate!: string;
  @Column('text') state!: Erasure['state'];
  @Column('text') requestedBy!: string;
  @CreateDateColumn({ type: 'timestamptz', precision: 3 }) requestedAt!: Date;
  @Column('text', { nullable: true }) closedBy!: string | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('integer') version!: number;
}

/** How long something is kept after a person has left; the newest rule whose day has come holds. */
@Entity('retention_rule')
export class RetentionRuleEntity {
  @PrimaryColumn('text') category!: RetentionRule['category'];
  @PrimaryColumn('date') from!: string;
  @Column('integer') atLeastMonths!: number;
  @Column('integer') atMostMonths!: number;
  @Column('text') legalBasis!: string;
}

/** What is past its retention today; a view. */
@Entity('retention_due', { synchronize: false })
export class RetentionDueEntity {
  @PrimaryColumn('uuid') personId!: string;
  @PrimaryColumn('text') category!: RetentionDue['category'];
  @Column('date') endedOn!: string;
  @Column('date') dueOn!: string;
}

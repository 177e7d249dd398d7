import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MethodsItem, SurveyOutcomes, SurveyRelease } from '#contracts/releases';

/** Results of a survey as they are published, with how they were come by. */
@Entity('survey_release')
export class SurveyReleaseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') analysisId!: string;
  @Column('text') state!: SurveyRelease['state'];
  @Column('text') title!: string;
  @Column('jsonb') methods!: Record<MethodsItem, string>;
  /** Null: without a case book, or from before outcomes stood with the release. */
  @Column('jsonb', { nullable: true }) outcomes!: SurveyOutcomes | null;
  /** SHA-256 of the canonical JSON of what is published. */
  @Column('text') contentHash!: string;
  @Column('text', { nullable: true }) approvedHash!: string | null;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('integer', { nullable: true }) number!: number | null;
  @Column('date', { nullable: true }) releasedOn!: string | null;
  @Column('text', { nullable: true }) withdrawnReason!: string | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
}

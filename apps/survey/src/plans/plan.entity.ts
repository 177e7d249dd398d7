import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SurveyPlan } from '#contracts/survey';

/** A survey as it is planned and approved. */
@Entity('survey_plan')
export class SurveyPlanEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') title!: string;
  @Column('text') kind!: SurveyPlan['kind'];
  @Column('text') design!: SurveyPlan['design'];
  @Column('text') aims!: string;
  @Column('text') population!: string;
  @Column('text') method!: string;
  @Column('text') sponsor!: string;
  @Column('text') conductor!: string;
  @Column('date') fieldStartsOn!: string;
  @Column('date') fieldEndsOn!: string;
  @Column('bigint') budgetVnd!: number;
  @Column('text', { nullable: true }) series!: string | null;
  @Column('jsonb') workPlan!: NonNullable<SurveyPlan['workPlan']>;
  @Column('jsonb') budget!: NonNullable<SurveyPlan['budget']>;
  @Column('text') state!: SurveyPlan['state'];
  /** The version that the approval holds for: the present one, until its fieldwork begins. */
  @Column('integer', { nullable: true }) approvedVersion!: number | null;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('integer') version!: number;
}

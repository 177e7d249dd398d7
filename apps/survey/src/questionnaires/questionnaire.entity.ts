import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Questionnaire, QuestionnaireForm } from '#contracts/questionnaires';

/** A version of the questionnaire of a plan. */
@Entity('questionnaire')
export class QuestionnaireEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('integer') number!: number;
  @Column('text') title!: string;
  @Column('text') state!: Questionnaire['state'];
  @Column('timestamptz', { nullable: true }) frozenAt!: Date | null;
  @Column('text', { array: true }) languages!: string[];
  @Column('jsonb') form!: QuestionnaireForm;
  @Column('integer') version!: number;
}

/** A trial of a version before the field. */
@Entity('pretest')
export class PretestEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') questionnaireId!: string;
  @Column('date') heldOn!: string;
  @Column('text') place!: string;
  @Column('integer') interviews!: number;
  @Column('double precision', { nullable: true }) medianMinutes!: number | null;
  @Column('text') findings!: string;
  @Column('text') changes!: string;
}

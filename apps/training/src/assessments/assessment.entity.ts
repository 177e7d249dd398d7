import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Answer, Assessment, Attempt, Question } from '#contracts/assessments';

@Entity('question_bank')
export class QuestionBankEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') title!: string;
  @Column('jsonb') questions!: Question[];
  @Column('integer') version!: number;
}

@Entity('assessment')
export class AssessmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') courseId!: string;
  @Column('text') title!: string;
  @Column('uuid', { nullable: true }) bankId!: string | null;
  @Column('integer', { nullable: true }) draw!: number | null;
  @Column('jsonb', { nullable: true }) rubric!: Assessment['rubric'];
  @Column('integer') passPercent!: number;
  @Column('integer') attempts!: number;
  @Column('boolean') required!: boolean;
  @Column('integer') version!: number;
}

/** A question as it was asked, with what is right; a criterion of an interview has no keys. */
export type KeptQuestion = Attempt['questions'][number] & { keys: number[] };

@Entity('attempt')
export class AttemptEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') assessmentId!: string;
  @Column('uuid') classId!: string;
  @Column('uuid') personId!: string;
  @Column('integer') number!: number;
  /** What its questions were drawn by; null: it was an interview. */
  @Column('integer', { nullable: true }) seed!: number | null;
  @Column('jsonb') questions!: KeptQuestion[];
  @Column('jsonb', { nullable: true }) answers!: Answer[] | null;
  @Column('jsonb', { nullable: true }) marks!: (number | null)[] | null;
  @Column('integer') passPercent!: number;
  @Column('text') state!: Attempt['state'];
  @Column('boolean', { nullable: true }) passed!: boolean | null;
  @Column('integer') version!: number;
}

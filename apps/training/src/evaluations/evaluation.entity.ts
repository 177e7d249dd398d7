import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClassCost, ClassEvaluation, EvaluationAspect } from '#contracts/evaluations';

/** How many gave each answer from 1 to 5, by aspect. */
export type EvaluationCounts = Record<EvaluationAspect, number[]>;

/** What all who answered think of a class, together. */
@Entity('class_evaluation')
export class ClassEvaluationEntity {
  @PrimaryColumn('uuid') classId!: string;
  @Column('jsonb') counts!: EvaluationCounts;
  @Column('text', { array: true }) comments!: string[];
  /** What the release gate showed when it was closed. */
  @Column('jsonb', { nullable: true }) released!: Pick<ClassEvaluation, 'answered' | 'aspects'> | null;
}

/** Somebody has answered; what, nobody knows. */
@Entity('evaluation_given')
export class EvaluationGivenEntity {
  @PrimaryColumn('uuid') classId!: string;
  @PrimaryColumn('uuid') personId!: string;
}

@Entity('class_cost')
export class ClassCostEntity {
  @PrimaryColumn('uuid') classId!: string;
  @Column('jsonb') lines!: ClassCost['lines'];
  @Column('integer') version!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrainingClass } from '#contracts/training';

/** One holding of a course. Who came is a list of its own, where there is one. */
@Entity('training_class')
export class TrainingClassEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') courseId!: string;
  @Column('text') level!: TrainingClass['level'];
  @Column('uuid') areaId!: string;
  @Column('uuid') organisationId!: string;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
  @Column('integer') capacity!: number;
  @Column('text', { array: true }) audience!: TrainingClass['audience'];
  @Column('text') state!: TrainingClass['state'];
  @Column('integer', { nullable: true }) invited!: number | null;
  @Column('integer', { nullable: true }) attended!: number | null;
  @Column('integer', { nullable: true }) passed!: number | null;
  @Column('text', { nullable: true }) cancelReason!: string | null;
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('integer') version!: number;
}

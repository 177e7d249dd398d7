import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Course } from '#contracts/training';

/** What can be taught. */
@Entity('course')
export class CourseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') title!: string;
  @Column('text') topic!: Course['topic'];
  @Column('text', { array: true }) objectives!: string[];
  @Column('text') modality!: Course['modality'];
  @Column('text', { array: true }) audience!: Course['audience'];
  @Column('integer', { nullable: true }) certificateMonths!: number | null;
  @Column('integer') version!: number;
}

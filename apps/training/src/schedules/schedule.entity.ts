import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting of a class. */
@Entity('class_session')
export class ClassSessionEntity {
  @PrimaryColumn('uuid') classId!: string;
  @PrimaryColumn('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('text', { nullable: true }) place!: string | null;
}

/** Somebody who teaches a class. */
@Entity('class_trainer')
export class ClassTrainerEntity {
  @PrimaryColumn('uuid') classId!: string;
  @PrimaryColumn('uuid') personId!: string;
}

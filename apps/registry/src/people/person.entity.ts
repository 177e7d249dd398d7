import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** A person of the office or its network. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') fullName!: string;
  @Column('text') search!: string;
  /** From then on the name says only that there was somebody. */
  @Column('date', { nullable: true }) erasedOn!: string | null;
  /** The record of the same person that is kept in place of this one. */
  @Column('uuid', { nullable: true }) mergedIntoId!: string | null;
  @Column('text', { nullable: true }) mergeDecisionNumber!: string | null;
  @Column('date', { nullable: true }) mergeDecisionDate!: string | null;
  @VersionColumn({ type: 'integer' }) version!: number;
}

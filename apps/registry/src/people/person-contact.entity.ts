import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** How a person is reached at work; in a table of its own, since few may read it and it goes first. */
@Entity('person_contact')
export class PersonContactEntity {
  @PrimaryColumn('uuid') personId!: string;
  @Column('text', { nullable: true }) workPhone!: string | null;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) officeAddress!: string | null;
  @VersionColumn({ type: 'integer' }) version!: number;
}

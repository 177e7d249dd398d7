import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Appointment } from '#contracts/people';

/** A person of the office or its network. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') fullName!: string;
  @Column('text') search!: string;
  /** From then on the name says only that there was somebody. */
  @Column('date', { nullable: true }) erasedOn!: string | null;
  @VersionColumn({ type: 'integer' }) version!: number;
}

/** A role held for a period by a dated decision. `ord` is the area's number on the first day. */
@Entity('appointment')
export class AppointmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') role!: Appointment['role'];
  @Column('text') level!: Appointment['level'];
  @Column('uuid') organisationId!: string;
  @Column('uuid') areaId!: string;
  @Column('integer') ord!: number;
  @Column('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
  @Column('text') position!: string;
  @Column('text') decisionNumber!: string;
  @Column('date') decisionDate!: string;
  @Column('text') decisionIssuer!: string;
  @Column('text', { nullable: true }) legalBasis!: string | null;
  @Column('text') state!: Appointment['state'];
  @Column('text', { nullable: true }) endReason!: Appointment['endReason'];
  @VersionColumn({ type: 'integer' }) version!: number;
}

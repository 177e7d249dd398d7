import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Substitution, Suspension } from '#contracts/appointments';
import type { Appointment } from '#contracts/people';

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
  @Column('uuid', { array: true }) coveredAreaIds!: string[];
  @Column('text', { array: true }) topics!: string[];
  @Column('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
  @Column('text') position!: string;
  @Column('text', { nullable: true }) category!: Appointment['category'];
  @Column('text', { nullable: true }) decisionNumber!: string | null;
  @Column('date', { nullable: true }) decisionDate!: string | null;
  @Column('text', { nullable: true }) decisionIssuer!: string | null;
  @Column('text', { nullable: true }) legalBasis!: string | null;
  @Column('text') state!: Appointment['state'];
  @Column('text', { nullable: true }) endReason!: Appointment['endReason'];
  @Column('text', { nullable: true }) endDecisionNumber!: string | null;
  @Column('uuid', { nullable: true }) successorId!: string | null;
  @Column('integer') version!: number;
}

/** Days on which an appointment rests, `to` exclusive. */
@Entity('appointment_suspension')
export class SuspensionEntity {
  @PrimaryColumn('uuid') appointmentId!: string;
  @PrimaryColumn('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
  @Column('text') reason!: Suspension['reason'];
  @Column('text') decisionNumber!: string;
  @Column('text', { nullable: true }) liftedBy!: string | null;
}

/** Who acts in the holder's place on which days, `to` exclusive. */
@Entity('appointment_substitution')
export class SubstitutionEntity implements Substitution {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') appointmentId!: string;
  @Column('uuid') personId!: string;
  @Column('date') from!: string;
  @Column('date') to!: string;
  @Column('text') decisionNumber!: string;
}

/** How many may hold a role at one organisation and level, from a day on. */
@Entity('appointment_limit')
export class AppointmentLimitEntity {
  @PrimaryColumn('text') role!: Appointment['role'];
  @PrimaryColumn('text') level!: Appointment['level'];
  @PrimaryColumn('date') from!: string;
  @Column('integer', { nullable: true }) holders!: number | null;
}

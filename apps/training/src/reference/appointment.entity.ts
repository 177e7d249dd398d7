import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Appointment } from '#contracts/people';

/** The registry's, as far as it is needed here. */
@Entity('appointment')
export class AppointmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') role!: Appointment['role'];
  @Column('text') level!: Appointment['level'];
  /** Null where it was told before this was kept. */
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
  @Column('text') state!: Appointment['state'];
  @Column('integer') version!: number;
}

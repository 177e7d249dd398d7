import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { ReportingPeriod } from '#contracts/periods';

/** A span of reporting. */
@Entity('reporting_period')
export class ReportingPeriodEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') kind!: ReportingPeriod['kind'];
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
  @Column('timestamptz') dueAt!: Date;
  @Column('uuid', { nullable: true }) calendarId!: string | null;
  @Column('text') state!: ReportingPeriod['state'];
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @VersionColumn({ type: 'integer' }) version!: number;
}

/** Who owes a report in a period: a forecast while it is open, frozen when it is closed. */
@Entity('expected_now', { synchronize: false })
export class ExpectedReportEntity {
  @PrimaryColumn('uuid') periodId!: string;
  @PrimaryColumn('uuid') appointmentId!: string;
  @Column('uuid') personId!: string;
  @Column('uuid') organisationId!: string;
  @Column('uuid') areaId!: string;
  @Column('text') level!: 'province' | 'district' | 'commune';
  @Column('integer') ord!: number;
  @Column('boolean') received!: boolean;
  @Column('boolean') onTime!: boolean;
}

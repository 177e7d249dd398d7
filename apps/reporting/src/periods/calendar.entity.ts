import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Holidays, ReportingCalendar } from '#contracts/calendars';

/** By which rule periods follow one another. */
@Entity('reporting_calendar')
export class ReportingCalendarEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') kind!: ReportingCalendar['kind'];
  @Column('integer') months!: ReportingCalendar['months'];
  @Column('integer') startMonth!: number;
  @Column('integer') startDay!: number;
  @Column('integer') dueDays!: number;
  @Column('integer') graceDays!: number;
  @Column('text') dueTime!: string;
  @Column('boolean') workingDays!: boolean;
  @Column('jsonb') exceptions!: ReportingCalendar['exceptions'];
  @Column('integer', { nullable: true }) opensDaysBefore!: number | null;
  @Column('integer') version!: number;
}

/** The one list of days that are not worked. */
@Entity('office_holidays')
export class HolidaysEntity {
  @PrimaryColumn('boolean') id!: true;
  @Column('jsonb') days!: Holidays['days'];
  @Column('integer') version!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { QuietHours } from '#contracts/notifications';

/** The one row that says when collaborators are reminded. */
@Entity('report_reminder_settings')
export class ReportReminderSettingsEntity {
  @PrimaryColumn('boolean', { default: true }) id!: boolean;
  @Column('integer', { array: true }) daysBefore!: number[];
  @Column('integer', { array: true }) daysAfter!: number[];
  @Column('integer', { nullable: true }) escalateAfter!: number | null;
  @Column('integer', { array: true }) recommendationsAfter!: number[];
  @Column('jsonb', { nullable: true }) quietHours!: QuietHours | null;
  @Column('integer') version!: number;
}

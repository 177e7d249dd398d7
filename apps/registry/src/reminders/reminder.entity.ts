import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says when reminders are sent. */
@Entity('reminder_settings')
export class ReminderSettingsEntity {
  @PrimaryColumn('boolean', { default: true }) id!: boolean;
  @Column('integer', { array: true }) contractDays!: number[];
  @Column('integer', { array: true }) readingDays!: number[];
  @Column('integer') version!: number;
}

/** That somebody was reminded of something, at a number of days before it is due. */
@Entity('reminder')
export class ReminderEntity {
  @PrimaryColumn('uuid') subjectId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @PrimaryColumn('integer') days!: number;
}

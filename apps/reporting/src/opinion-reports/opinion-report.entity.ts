import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OpinionItem, OpinionReport } from '#contracts/opinion';

/** What one collaborator reported in one period. */
@Entity('opinion_report')
export class OpinionReportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') periodId!: string;
  @Column('uuid') appointmentId!: string;
  /** The collaborator whose report it is; never one who spoke. */
  @Column('uuid') personId!: string;
  @Column('text') kind!: OpinionReport['kind'];
  @Column('text') channel!: OpinionReport['channel'];
  @Column('integer') ord!: number;
  @Column('text') state!: OpinionReport['state'];
  @Column('timestamptz', { nullable: true }) filedAt!: Date | null;
  @Column('boolean', { nullable: true }) onTime!: boolean | null;
  @Column('date', { nullable: true }) reviseBy!: string | null;
  /** Of an ad-hoc report: when it was first read by somebody whose duty it is. */
  @Column('timestamptz', { nullable: true }) firstReadAt!: Date | null;
  @Column('integer') itemCount!: number;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}

/** One opinion stream of a report. */
@Entity('opinion_item')
export class OpinionItemEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') reportId!: string;
  @Column('integer') position!: number;
  @Column('uuid') periodId!: string;
  @Column('uuid') appointmentId!: string;
  @Column('text') topic!: string;
  @Column('uuid') areaId!: string;
  @Column('integer') ord!: number;
  @Column('text', { array: true }) strata!: string[];
  @Column('text') tendency!: OpinionItem['tendency'];
  @Column('text') prevalence!: OpinionItem['prevalence'];
  @Column('integer') conversations!: number;
  @Column('integer') meetings!: number;
  @Column('integer') places!: number;
  @Column('text') intensity!: OpinionItem['intensity'];
  @Column('text') trend!: OpinionItem['trend'];
  @Column('boolean') rumour!: boolean;
  @Column('text') summary!: string;
  @Column('text', { array: true }) proposals!: string[];
  @Column('text', { nullable: true }) assessment!: string | null;
  @Column('text', { nullable: true }) proposedSolution!: string | null;
  @Column('text') state!: OpinionItem['state'];
  @Column('text', { nullable: true }) returnReason!: string | null;
  /** Counts the versions; earlier ones stand in `opinion_item_version`. SQL alone raises it. */
  @Column({ type: 'integer', insert: false, update: false }) revision!: number;
  /** Since when it says what it says. */
  @Column({ type: 'timestamptz', insert: false, update: false }) knownFrom!: Date;
  /** Since when it is accepted or returned; null while pending. */
  @Column({ type: 'timestamptz', insert: false, update: false, nullable: true }) decidedAt!: Date | null;
  /** The highest level that has let this version pass. */
  @Column('text', { nullable: true }) passedLevel!: OpinionItem['passedLevel'];
  /** The words of its texts, by which it is found; a trigger keeps them. */
  @Column({ type: 'tsvector', nullable: true, select: false, insert: false, update: false })
  words!: string | null;
  /** Why it was opened again or corrected. */
  @Column('text', { nullable: true }) changeReason!: string | null;
  /** The stream it was joined to; none when it is filed. */
  @Column('uuid', { nullable: true }) streamId!: string | null;
}

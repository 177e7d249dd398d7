import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ThematicRequest } from '#contracts/thematic-requests';
import type { ReportingPeriodEntity } from '../periods/period.entity.js';

/** What is asked in a period of its own; it does not change once it is out. */
@Entity('thematic_request')
export class ThematicRequestEntity {
  @PrimaryColumn('uuid') periodId!: string;
  @Column('text') topic!: string;
  @Column('text') subject!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('jsonb') questions!: string[];
  @Column('text', { array: true }) levels!: ThematicRequest['levels'];
  @Column('uuid', { array: true }) areaIds!: string[];
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
  /** Where a query says so. */
  period?: ReportingPeriodEntity;
}

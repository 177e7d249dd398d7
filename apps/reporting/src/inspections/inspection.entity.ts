import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Inspection } from '#contracts/inspections';

type Request = Inspection['requests'][number];

@Entity('inspection')
export class InspectionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') areaId!: string;
  /** Of the unit, in the tree of the first day. */
  @Column('integer') ord!: number;
  @Column('text') subject!: string;
  @Column('text') scope!: string;
  @Column('text', { nullable: true }) decision!: string | null;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
  @Column('text') state!: Inspection['state'];
  @Column('jsonb') team!: Inspection['team'];
  @Column('jsonb') checklist!: Inspection['checklist'];
  @Column('jsonb') findings!: Inspection['findings'];
  @Column('text', { nullable: true }) conclusion!: string | null;
  @Column('text', { nullable: true }) cancelReason!: string | null;
  @Column('integer') version!: number;
}

@Entity('inspection_request')
export class InspectionRequestEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inspectionId!: string;
  /** In its inspection, from 1. */
  @Column('integer') number!: number;
  @Column('text') text!: string;
  @Column('uuid', { nullable: true }) findingId!: string | null;
  @Column('date') dueOn!: string;
  @Column('text') state!: Request['state'];
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('jsonb') steps!: Request['steps'];
  /** Days left at which the unit was reminded of it; below 0 after the day. */
  @Column('integer', { array: true }) remindedDays!: number[];
}

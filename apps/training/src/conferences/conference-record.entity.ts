import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActionItem, ConferenceEntry } from '#contracts/conference-entries';

/** One thing that is on record of a conference. */
@Entity('conference_entry')
export class ConferenceEntryEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') conferenceId!: string;
  @Column('integer') number!: number;
  @Column('text') kind!: ConferenceEntry['kind'];
  @Column('text', { nullable: true }) topic!: string | null;
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('uuid', { nullable: true }) aggregateId!: string | null;
  @Column('text', { nullable: true }) section!: string | null;
  @Column('text') text!: string;
  @Column('uuid', { nullable: true }) answeringOrganisationId!: string | null;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('integer') version!: number;
}

@Entity('action_item')
export class ActionItemEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') conferenceId!: string;
  @Column('text') text!: string;
  @Column('uuid', { nullable: true }) ownerOrganisationId!: string | null;
  @Column('uuid', { nullable: true }) ownerAppointmentId!: string | null;
  @Column('date') dueOn!: string;
  @Column('text') state!: ActionItem['state'];
  @Column('uuid', { nullable: true }) closedConferenceId!: string | null;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('integer') version!: number;
}

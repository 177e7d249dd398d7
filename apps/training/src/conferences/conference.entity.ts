import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Conference, ConferenceSummary } from '#contracts/conferences';

@Entity('conference')
export class ConferenceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ConferenceSummary['kind'];
  @Column('text') title!: string;
  @Column('uuid') areaId!: string;
  @Column('uuid') organisationId!: string;
  @Column('uuid', { nullable: true }) periodId!: string | null;
  @Column('text', { nullable: true }) periodTitle!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) startsAt!: Date;
  @Column({ type: 'timestamptz', precision: 3 }) endsAt!: Date;
  @Column('text') chair!: string;
  @Column('text') state!: ConferenceSummary['state'];
  @Column('text', { nullable: true }) cancelReason!: string | null;
  @Column('text', { nullable: true }) conclusion!: string | null;
  @Column('uuid', { array: true, nullable: true }) signedContractIds!: string[] | null;
  @Column('text', { nullable: true }) signingPosition!: string | null;
  @Column('uuid', { nullable: true }) signingOrganisationId!: string | null;
  @Column('integer') version!: number;
}

/** Where people of a conference sit together. */
@Entity('conference_site')
export class ConferenceSiteEntity {
  @PrimaryColumn('uuid') conferenceId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text') label!: string;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('text', { nullable: true }) link!: string | null;
  /** Those who came without being invited by name; null until the conference is held. */
  @Column('integer', { nullable: true }) guests!: number | null;
}

@Entity('conference_agenda_item')
export class AgendaItemEntity {
  @PrimaryColumn('uuid') conferenceId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text') title!: string;
  @Column('uuid', { nullable: true }) aggregateId!: string | null;
  @Column('uuid', { nullable: true }) speakerPersonId!: string | null;
  @Column('jsonb') materials!: Conference['agenda'][number]['materials'];
}

/** Somebody who was invited to a conference, by id. */
@Entity('conference_participant')
export class ConferenceParticipantEntity {
  @PrimaryColumn('uuid') conferenceId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @Column('text') reason!: string;
  @Column('boolean', { nullable: true }) attended!: boolean | null;
  @Column('integer', { nullable: true }) site!: number | null;
}

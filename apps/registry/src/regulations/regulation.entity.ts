import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Regulation, RegulationVersion } from '#contracts/regulations';

/** A regulation or guidance document, through all its versions. */
@Entity('regulation')
export class RegulationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: Regulation['kind'];
  @Column('text') symbol!: string;
  @Column('text') title!: string;
  @Column('text') issuer!: string;
  @Column('date') issuedOn!: string;
  @Column('date', { nullable: true }) repealedOn!: string | null;
  @Column('uuid', { nullable: true }) replacedById!: string | null;
  @Column('text') search!: string;
  @Column('integer') version!: number;
}

/** One text of a regulation and the days on which it is in force. */
@Entity('regulation_version')
export class RegulationVersionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') regulationId!: string;
  @Column('integer') number!: number;
  @Column('date') inForceFrom!: string;
  @Column('date', { nullable: true }) inForceTo!: string | null;
  @Column('text') fileSha256!: string;
  @Column('text', { nullable: true }) changes!: string | null;
  @Column('jsonb', { nullable: true }) audience!: RegulationVersion['audience'];
  @Column('integer') readWithinDays!: number;
}

/** A file by the SHA-256 of its content. */
@Entity('regulation_file')
export class RegulationFileEntity {
  @PrimaryColumn('text') sha256!: string;
  @Column('text') mediaType!: string;
  @Column('integer') size!: number;
  @Column('bytea', { select: false }) content!: Buffer;
}

@Entity('regulation_acknowledgement')
export class RegulationAcknowledgementEntity {
  @PrimaryColumn('uuid') versionId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @Column('date') acknowledgedOn!: string;
}

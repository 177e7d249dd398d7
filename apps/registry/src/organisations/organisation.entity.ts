import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SuccessionKind } from '#contracts/dated-trees';
import type { Organisation } from '#contracts/organisations';

/** One version of a body of the dated tree of organisations. */
@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: Organisation['kind'];
  @Column('text') level!: Organisation['level'];
  @Column('text', { nullable: true }) parentCode!: string | null;
  @Column('text', { nullable: true }) areaCode!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text') search!: string;
  @Column('integer') version!: number;
}

/** Which body became (part of) which; both codes mean the versions on either side of the day. */
@Entity('organisation_succession')
export class OrganisationSuccessionEntity {
  @PrimaryColumn('text') fromCode!: string;
  @PrimaryColumn('date') effective!: string;
  @PrimaryColumn('text') toCode!: string;
  @Column('text') kind!: SuccessionKind;
}

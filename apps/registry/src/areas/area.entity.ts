import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Area } from '#contracts/areas';
import type { SuccessionKind } from '#contracts/dated-trees';

/** One version of an administrative unit. */
@Entity('area')
export class AreaEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') type!: Area['type'];
  /** Meant is the version of the day in question. */
  @Column('text', { nullable: true }) parentCode!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  /** The name, folded for search. */
  @Column('text') search!: string;
  @Column('integer') version!: number;
}

/** Which unit became (part of) which; both codes mean the versions on either side of the day. */
@Entity('area_succession')
export class AreaSuccessionEntity {
  @PrimaryColumn('text') fromCode!: string;
  @PrimaryColumn('date') effective!: string;
  @PrimaryColumn('text') toCode!: string;
  @Column('text') kind!: SuccessionKind;
  @Column('double precision', { nullable: true }) share!: number | null;
}

/** A unit's nested-set numbers in the tree of its root that was in force from `treeFrom`. */
@Entity('area_node')
export class AreaNodeEntity {
  @PrimaryColumn('date') treeFrom!: string;
  @PrimaryColumn('uuid') areaId!: string;
  @Column('text') root!: string;
  @Column('date', { nullable: true }) treeTo!: string | null;
  @Column('integer') lo!: number;
  @Column('integer') hi!: number;
}

/** How many people lived in a unit on a day. The code means the version of that day. */
@Entity('area_population')
export class AreaPopulationEntity {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('date') countedOn!: string;
  @Column('integer') population!: number;
  @Column('text') source!: string;
}

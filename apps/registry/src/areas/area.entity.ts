import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Area, SuccessionKind } from '#contracts/areas';
import type { z } from 'zod';

/** One version of an administrative unit. */
@Entity('area')
export class AreaEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') type!: Area['type'];
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  /** The name, folded for search. */
  @Column('text') search!: string;
}

/** Which unit became (part of) which. */
@Entity('area_succession')
export class AreaSuccessionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('date') effective!: string;
  @Column('text') kind!: z.infer<typeof SuccessionKind>;
  @Column('uuid') fromId!: string;
  @Column('uuid') toId!: string;
}

/** A unit's nested-set numbers in the tree that was in force from `treeFrom`. */
@Entity('area_node')
export class AreaNodeEntity {
  @PrimaryColumn('date') treeFrom!: string;
  @PrimaryColumn('uuid') areaId!: string;
  @Column('date', { nullable: true }) treeTo!: string | null;
  @Column('integer') lo!: number;
  @Column('integer') hi!: number;
}

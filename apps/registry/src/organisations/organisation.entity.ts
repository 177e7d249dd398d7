import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Organisation } from '#contracts/organisations';

/** One version of a body of the dated tree of organisations. */
@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: Organisation['kind'];
  @Column('text') level!: Organisation['level'];
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text') search!: string;
}

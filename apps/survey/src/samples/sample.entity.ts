import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SampleDesign } from '#contracts/samples';

/** A sample as it was drawn. */
@Entity('sample')
export class SampleEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid', { nullable: true }) frameId!: string | null;
  @Column('jsonb') design!: SampleDesign;
  @Column('bigint') seed!: number;
  @Column('text', { nullable: true }) frameDigest!: string | null;
  @Column('text') codeVersion!: string;
  @Column('integer') units!: number;
  @Column({ type: 'timestamptz', precision: 3 }) drawnAt!: Date;
}

/** Units of a sample that have the same design in all: what answers carry of it. */
@Entity('sample_cell')
export class SampleCellEntity {
  @PrimaryColumn('uuid') sampleId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text', { nullable: true }) label!: string | null;
  @Column('text', { nullable: true }) stratum!: string | null;
  @Column('text', { nullable: true }) cluster!: string | null;
  @Column('boolean') certain!: boolean;
  @Column('integer', { nullable: true }) units!: number | null;
  @Column('double precision', { nullable: true }) population!: number | null;
  @Column('integer', { nullable: true }) clusters!: number | null;
  @Column('double precision', { nullable: true }) probability!: number | null;
  @Column('double precision', { nullable: true }) baseWeight!: number | null;
}

/** A unit that was drawn; its probability and weight are those of its cell. */
@Entity('sampled_unit')
export class SampledUnitEntity {
  @PrimaryColumn('uuid') sampleId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text', { nullable: true }) unit!: string | null;
  @Column('integer') cell!: number;
}

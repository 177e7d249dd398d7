import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SamplingFrame } from '#contracts/samples';

/** A list that samples are drawn from. */
@Entity('sampling_frame')
export class SamplingFrameEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') title!: string;
  @Column('text') kind!: SamplingFrame['kind'];
  @Column('text') source!: string;
  @Column('date') asOf!: string;
  @Column('integer') units!: number;
  @Column('double precision') size!: number;
  @Column('integer') version!: number;
}

/** A unit of a frame, in the order of its file. */
@Entity('frame_unit')
export class FrameUnitEntity {
  @PrimaryColumn('uuid') frameId!: string;
  @PrimaryColumn('text') code!: string;
  @Column('integer') place!: number;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) cluster!: string | null;
  @Column('text', { nullable: true }) stratum!: string | null;
  @Column('double precision', { nullable: true }) size!: number | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BackCheckResult } from '#contracts/back-checks';

/** A draw of interviews to check. */
@Entity('back_check_draw')
export class BackCheckDrawEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid', { nullable: true }) personId!: string | null;
  @Column('double precision') share!: number;
  @Column('bigint') seed!: number;
  @Column('integer') eligible!: number;
  @Column('integer') cases!: number;
  @Column('date') drawnOn!: string;
}

/** An interview that somebody checks. */
@Entity('back_check')
export class BackCheckEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') drawId!: string;
  @Column('uuid', { nullable: true }) caseId!: string | null;
  @Column('uuid') personId!: string;
  @Column('text', { nullable: true }) result!: BackCheckResult | null;
  @Column('date', { nullable: true }) checkedOn!: string | null;
  @Column('integer') version!: number;
}

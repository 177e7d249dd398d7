import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Code } from '#contracts/codes';

/** A version of a line of a code list. */
@Entity('code')
export class CodeEntity {
  @PrimaryColumn('text') list!: Code['list'];
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('integer') position!: number;
  @PrimaryColumn('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
}

/** What follows on a code that is no longer used. */
@Entity('code_succession')
export class CodeSuccessionEntity {
  @PrimaryColumn('text') list!: Code['list'];
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('text') successor!: string;
  @PrimaryColumn('date') effective!: string;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Code } from '#contracts/opinion';

/** A line of a code list. */
@Entity('code')
export class CodeEntity {
  @PrimaryColumn('text') list!: Code['list'];
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('integer') position!: number;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
}

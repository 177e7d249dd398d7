import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A value of the base salary from a day on; a corrected one stays, with the time since when it no longer counts. */
@Entity('base_salary')
export class BaseSalaryEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('date') validFrom!: string;
  @Column('integer') amount!: number;
  @Column('text') legalBasis!: string;
  @Column('text', { nullable: true }) correction!: string | null;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) recordedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true, precision: 3 }) supersededAt!: Date | null;
}

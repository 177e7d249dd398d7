import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something a person was commended for. Rows never change: a correction is a row of its own. */
@Entity('commendation')
export class CommendationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') title!: string;
  @Column('text') awardedBy!: string;
  @Column('text') decisionNumber!: string;
  @Column('date') decisionDate!: string;
  @Column('text') decisionIssuer!: string;
  @Column('uuid', { nullable: true }) correctsId!: string | null;
}

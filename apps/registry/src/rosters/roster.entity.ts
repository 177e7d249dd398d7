import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterRenewal } from '#contracts/rosters';

/** The renewal of a roster; what it did stands in `roster_change`. */
@Entity('roster_renewal')
export class RosterRenewalEntity implements RosterRenewal {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') role!: RosterRenewal['role'];
  @Column('text', { array: true }) levels!: RosterRenewal['levels'];
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('uuid', { nullable: true }) organisationId!: string | null;
  @Column('date') effective!: string;
  @Column('text') leaveReason!: RosterRenewal['leaveReason'];
  @Column('text') state!: RosterRenewal['state'];
  @Column('text', { nullable: true }) decisionNumber!: string | null;
  @Column('date', { nullable: true }) decisionDate!: string | null;
  @Column('text', { nullable: true }) decisionIssuer!: string | null;
  @Column('text', { nullable: true }) legalBasis!: string | null;
  @Column('uuid', { nullable: true }) undoesId!: string | null;
  @Column('integer') version!: number;
}

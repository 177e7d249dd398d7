import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Contract, ContractSigner, ContractTemplate } from '#contracts/contracts';

const asNumber = { to: (value: number) => value, from: Number };

/** One edition of a template. */
@Entity('contract_template')
export class ContractTemplateEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('integer') edition!: number;
  @Column('text') name!: string;
  @Column('text') form!: ContractTemplate['form'];
  @Column('text') superiorBody!: string;
  @Column('text') issuingBody!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text') place!: string;
  @Column('jsonb') symbol!: ContractTemplate['symbol'];
  @Column('text') title!: string;
  @Column('text') abstract!: string;
  @Column('text', { array: true }) grounds!: string[];
  @Column('jsonb') articles!: ContractTemplate['articles'];
  @Column('text', { array: true }) blanks!: string[];
  @Column('integer') termMonths!: number;
  @Column('numeric', { precision: 5, scale: 3, transformer: asNumber }) coefficient!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}

/** A conference, or another occasion, at which contracts were signed. */
@Entity('contract_signing')
export class ContractSigningEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('date') signedOn!: string;
  @Column('text') place!: string;
  @Column('text', { nullable: true }) occasion!: string | null;
  @Column('jsonb') signer!: ContractSigner;
  /** Null where it was not training that told it. */
  @Column('uuid', { nullable: true }) conferenceId!: string | null;
}

/** What a contract says of party B and their decision; nothing more of a person is kept for it. */
export interface ContractParty {
  fullName: string;
  position: string;
  organisation: string;
  decisionNumber: string;
  decisionDate: string;
  decisionIssuer: string;
}

/** A contract; whether a signed one is in force is a matter of the day. */
@Entity('contract')
export class ContractEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') appointmentId!: string;
  @Column('uuid') personId!: string;
  @Column('uuid') templateId!: string;
  @Column('uuid', { nullable: true }) signingId!: string | null;
  @Column('uuid', { nullable: true }) renewsId!: string | null;
  @Column('text') state!: Exclude<Contract['state'], 'in-force'>;
  @Column('integer', { nullable: true }) year!: number | null;
  @Column('integer', { nullable: true }) number!: number | null;
  @Column('date') startsOn!: string;
  @Column('integer') termMonths!: number;
  @Column('date') endsOn!: string;
  @Column('date') lastOn!: string;
  @Column('numeric', { precision: 5, scale: 3, transformer: asNumber }) coefficient!: number;
  /** As printed at the signing, so that the document stays what was signed. */
  @Column('jsonb', { nullable: true }) party!: ContractParty | null;
  @Column('text', { nullable: true }) terminationReason!: string | null;
  @Column('jsonb', { nullable: true }) settlement!: Contract['settlement'];
  @Column({ type: 'timestamptz', nullable: true, precision: 3 }) signedAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true, precision: 3 }) terminatedAt!: Date | null;
  @Column('integer') version!: number;
}

import type { Contract } from '#contracts/contracts';
import type { AppointmentEntity } from '../appointments/appointment.entity.js';
import type { ContractEntity, ContractSigningEntity } from './contract.entity.js';
import { stateOn } from './contracts.rules.js';

/** A contract with what its view also tells of. */
export type ContractRow = ContractEntity & {
  appointment: AppointmentEntity;
  signing: ContractSigningEntity | null;
};

export function toContract(row: ContractRow, today: string): Contract {
  const { party: _, signedAt: __, terminatedAt: ___, appointment, signing, ...contract } = row;
  const isOpen = row.state === 'draft' || row.state === 'signed';
  const outlives = isOpen && appointment.to !== null && appointment.to <= row.lastOn;
  return {
    ...contract,
    state: stateOn(today, row),
    signedOn: signing?.signedOn ?? null,
    appointmentEndsOn: outlives ? appointment.to : null,
  };
}

import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { contractsSignedAtConference } from '#contracts/conference-events';
import { contractsLeftUnsigned, type UnsignedReason } from '#contracts/contracts';
import { formatShortDay } from '#documents/vietnamese-format';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { AppointmentEntity } from '../appointments/appointment.entity.js';
import { OPEN } from './contract.document.js';
import { type ContractEntity, ContractTemplateEntity } from './contract.entity.js';
import { ContractSigningsService } from './contract-signings.service.js';
import { lockToSign, overlappingSql, signedAtConferenceSql, signerNameSql } from './contracts.queries.js';
import { isWithin } from './contracts.rules.js';

type Signed = z.infer<typeof contractsSignedAtConference.data>;

/** Signs what was signed at a conference: whatever can be, and says of the rest why it cannot. */
@Injectable()
export class ConferenceSigningsService {
  constructor(
    private readonly signings: ContractSigningsService,
    private readonly transactions: Transactions,
  ) {}

  /** Told a second time it changes nothing: what this conference has signed is signed. */
  async sign({ conferenceId, signedOn, contractIds, signer }: Signed): Promise<void> {
    await this.transactions.run(async (unit) => {
      const before = await unit.query<{ id: string }>('contract.signed-there', signedAtConferenceSql, [
        conferenceId,
      ]);
      const done = new Set(before.map(({ id }) => id));
      const named = [...new Set(contractIds)].filter((id) => !done.has(id));
      if (named.length === 0) return;
      const { contracts, appointments } = await lockToSign(unit, named);
      const unfit = new Map<string, UnsignedReason>();
      for (const id of named) {
        const contract = contracts.get(id);
        const reason = contract
          ? reasonAgainst(contract, appointments.get(contract.appointmentId)!)
          : 'unknown';
        if (reason) unfit.set(id, reason);
      }
      const rest = named.filter((id) => !unfit.has(id));
      const overlapping = await unit.query<{ id: string }>('contract.overlapping', overlappingSql, [rest]);
      for (const { id } of overlapping) unfit.set(id, 'overlap');
      const fit = named.filter((id) => !unfit.has(id));
      if (fit.length > 0) {
        const first = contracts.get(fit[0]!)!;
        const { place } = await unit.manager.findOneByOrFail(ContractTemplateEntity, {
          id: first.templateId,
        });
        const name = await signerName(unit, signer, signedOn);
        const occasion = `Hội nghị ngày ${formatShortDay(signedOn)}`;
        const facts = {
          signedOn,
          place,
          occasion,
          signer: { position: signer.position, name },
          conferenceId,
        };
        await this.signings.record(unit, facts, fit);
      }
      if (unfit.size === 0) return;
      const left = [...unfit].map(([id, reason]) => ({ id, reason }));
      unit.publish(contractsLeftUnsigned.of(conferenceId, 1, { conferenceId, signedOn, contracts: left }));
    });
  }
}

/** Why a contract by itself cannot be signed. */
function reasonAgainst(contract: ContractEntity, appointment: AppointmentEntity): UnsignedReason | null {
  if (contract.state !== 'draft') return 'no-draft';
  return isWithin(contract, appointment) ? null : 'not-within-appointment';
}

/** Who holds the post on the day; room to write on where the register does not know. */
async function signerName(
  unit: UnitOfWork,
  { position, organisationId }: Signed['signer'],
  day: string,
): Promise<string> {
  const [holder] = await unit.query<{ fullName: string }>('contract.signer-name', signerNameSql, [
    organisationId,
    position,
    day,
  ]);
  return holder?.fullName ?? OPEN;
}

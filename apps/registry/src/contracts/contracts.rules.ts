import { Problem } from '#contracts/problem';
import type { ContractState } from '#contracts/contracts';
import type { AppointmentEntity } from '../appointments/appointment.entity.js';
import type { ContractEntity } from './contract.entity.js';

type Stored = ContractEntity['state'];

/** What may be done to a contract in which stored state; `signed` stays when the contract comes into force. */
const allowed = {
  sign: ['draft'],
  discard: ['draft'],
  renew: ['signed', 'settled'],
  terminate: ['signed'],
  settle: ['signed'],
} as const satisfies Record<string, readonly Stored[]>;

export type ContractAction = keyof typeof allowed;

/** @throws Problem 409 `contract.wrong-state` */
export function refuseUnlessAllowed(action: ContractAction, state: Stored): void {
  if ((allowed[action] as readonly Stored[]).includes(state)) return;
  throw Problem.conflict('contract.wrong-state', 'The contract is not in a state for this', {
    detail: `To ${action} it, it must be ${allowed[action].join(' or ')}; it is ${state}`,
  });
}

/** The state on a day: a signed contract is in force from its first day on, until it is settled. */
export function stateOn(day: string, { state, startsOn }: Pick<ContractEntity, 'state' | 'startsOn'>) {
  return (state === 'signed' && startsOn <= day ? 'in-force' : state) satisfies ContractState;
}

/**
 * A contract holds while its appointment does.
 * @throws Problem 422 `contract.not-within-appointment`
 */
export function refuseOutsideAppointment(
  term: Pick<ContractEntity, 'startsOn' | 'lastOn'>,
  { state, from, to }: Pick<AppointmentEntity, 'state' | 'from' | 'to'>,
): void {
  if (isWithin(term, { state, from, to })) return;
  throw Problem.unprocessable(
    'contract.not-within-appointment',
    'The whole term must lie within the appointment',
    {
      detail:
        state === 'nominated'
          ? 'It is a nomination'
          : `It holds from ${from} ${to ? `until before ${to}` : 'on'}`,
    },
  );
}

/** Whether an appointment by decision holds on every day of a term. */
export const isWithin = (
  { startsOn, lastOn }: Pick<ContractEntity, 'startsOn' | 'lastOn'>,
  { state, from, to }: Pick<AppointmentEntity, 'state' | 'from' | 'to'>,
): boolean => state !== 'nominated' && from <= startsOn && (to === null || lastOn < to);

/**
 * Last day of a term of whole months: the day before the same day of the last month, or, where that month is too
 * short to have the day, its last day (Civil Code of 2015, articles 147 and 148).
 */
export function lastDayOf(startsOn: string, months: number): string {
  const [year, month, day] = startsOn.split('-').map(Number) as [number, number, number];
  const same = new Date(Date.UTC(year, month - 1 + months, day));
  const daysOver = same.getUTCDate() < day ? same.getUTCDate() : 1;
  return new Date(same.getTime() - daysOver * DAY).toISOString().slice(0, 10);
}

export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

const DAY = 86_400_000;

import type { AllowanceContent, AllowanceDifference, AllowanceEntry } from '#contracts/allowances';
import { amountOf, type Days, daysOf, rule, type SalaryFrom, shifted, spansIn } from './allowance.rules.js';

/** A contract as it is known at some time. */
export interface ContractFacts {
  contractId: string;
  appointmentId: string;
  personId: string;
  organisationId: string;
  level: AllowanceEntry['level'];
  coefficient: number;
  startsOn: string;
  lastOn: string;
  /** The day from which the appointment no longer holds. */
  appointmentTo: string | null;
}

/** What was approved for a contract and a month, in all sheets together. */
export interface Approved {
  contractId: string;
  month: string;
  amount: number;
}

/** All that a sheet is made of. */
export interface SheetFacts {
  contracts: ContractFacts[];
  /** In the order of their days. */
  salaries: SalaryFrom[];
  /** Months with an approved sheet. */
  approvedMonths: string[];
  approved: Approved[];
  /** Days of an appointment that give no allowance. */
  excluded: ReadonlyMap<string, Days[]>;
}

/** The sheet of a month: a pure function of the facts. Contracts come in the order of their ids. */
export function sheetOf(month: string, facts: SheetFacts): AllowanceContent {
  const contracts = facts.contracts.toSorted((a, b) => (a.contractId < b.contractId ? -1 : 1));
  const entries = contracts.map((contract) => entryOf(month, contract, facts)).filter(gives);
  const approved = new Map(facts.approved.map((one) => [`${one.contractId} ${one.month}`, one.amount]));
  const differences = facts.approvedMonths
    .filter((other) => other !== month)
    .toSorted()
    .flatMap((other) =>
      contracts.map((contract) => {
        const { amount: due, ...entry } = entryOf(other, contract, facts);
        const before = approved.get(`${contract.contractId} ${other}`) ?? 0;
        return { ...entry, month: other, due, approved: before, amount: due - before };
      }),
    )
    .filter(({ amount }) => amount !== 0);
  const { from, to, days } = daysOf(month);
  return {
    month,
    rule,
    daysInMonth: days,
    entries,
    differences,
    byOrganisation: totalsBy('organisationId', entries, differences),
    byLevel: totalsBy('level', entries, differences),
    totals: sumOf(entries, differences),
    outliving: contracts.flatMap(({ contractId, startsOn, lastOn, appointmentTo }) =>
      appointmentTo !== null &&
      appointmentTo <= lastOn &&
      startsOn <= to &&
      lastOn >= from &&
      appointmentTo <= to
        ? [{ contractId, appointmentEndsOn: appointmentTo }]
        : [],
    ),
  };
}

const gives = ({ spans }: AllowanceEntry): boolean => spans.length > 0;

function entryOf(
  month: string,
  { startsOn, lastOn, appointmentTo, ...contract }: ContractFacts,
  { salaries, excluded }: SheetFacts,
): AllowanceEntry {
  const to = appointmentTo !== null && appointmentTo <= lastOn ? shifted(appointmentTo, -1) : lastOn;
  const terms = {
    from: startsOn,
    to,
    coefficient: contract.coefficient,
    excluded: excluded.get(contract.appointmentId) ?? [],
  };
  const spans = spansIn(month, terms, salaries);
  return { ...contract, spans, amount: amountOf(month, spans, contract.coefficient) };
}

function sumOf(entries: AllowanceEntry[], differences: AllowanceDifference[]): AllowanceContent['totals'] {
  const sum = (amounts: { amount: number }[]): number => amounts.reduce((all, { amount }) => all + amount, 0);
  const [amount, difference] = [sum(entries), sum(differences)];
  const contracts = new Set([...entries, ...differences].map(({ contractId }) => contractId)).size;
  return { contracts, amount, differences: difference, total: amount + difference };
}

function totalsBy<Key extends 'organisationId' | 'level'>(
  key: Key,
  entries: AllowanceEntry[],
  differences: AllowanceDifference[],
) {
  const values = new Set([...entries, ...differences].map((line) => line[key]));
  return [...values].toSorted().map((value) => ({
    [key]: value,
    ...sumOf(
      entries.filter((line) => line[key] === value),
      differences.filter((line) => line[key] === value),
    ),
  })) as ({ [name in Key]: AllowanceEntry[Key] } & AllowanceContent['totals'])[];
}

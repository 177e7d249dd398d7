import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LineProblem } from '#contracts/import';
import { Problem } from '#contracts/problem';
import type {
  ApplyRoster,
  RosterDifference,
  RosterEntry,
  RosterRenewal,
  UndoRoster,
} from '#contracts/rosters';
import { Transactions } from '#persistence/transactions';
import { RosterRenewalEntity } from './roster.entity.js';
import { carryOut } from './roster-moves.js';
import { readApplied, readFacts, readPast } from './rosters.queries.js';
import { type Comparison, differenceOf, type Move, restorationOf } from './rosters.rules.js';
import { draft, lockRenewal, type RenewalVersion, RostersService } from './rosters.service.js';

/** Nobody appoints while a roster is compared and put into force. */
const LOCK = 'LOCK TABLE appointment IN SHARE ROW EXCLUSIVE MODE';

/** What a proposed roster would do, and the decisions that do it and take it back. */
@Injectable()
export class RosterDecisionsService {
  constructor(
    private readonly rosters: RostersService,
    private readonly transactions: Transactions,
  ) {}

  /** What applying a draft would do now; of an applied renewal, what it did. It names people: reading it is recorded. */
  async difference(id: string): Promise<RosterDifference> {
    return this.transactions.run(async (unit) => {
      const renewal = (await this.rosters.get(id)) as RosterRenewalEntity;
      unit.audit({ action: 'roster-renewal.read', entity: `roster-renewal:${id}` });
      if (renewal.state === 'draft')
        return toDifference(renewal.version, differenceOf(await readFacts(unit, renewal)));
      return describe(renewal.version, await readApplied(unit, id), { problems: [], seen: [] });
    });
  }

  /**
   * Puts the roster into force under one decision, in one transaction: leavers end, the new are appointed, who changes
   * ends and is appointed anew.
   * @throws Problem 409 `renewal.not-a-draft`, `renewal.difference-changed`; 412 when the list was edited since;
   *   422 `renewal.has-problems` with each by its line.
   */
  async apply(target: RenewalVersion, { fingerprint, ...decision }: ApplyRoster): Promise<RosterRenewal> {
    return this.transactions.run(async (unit) => {
      const renewal = await draft(unit, target);
      await unit.query('appointments.lock', LOCK);
      const comparison = differenceOf(await readFacts(unit, renewal));
      const difference = toDifference(renewal.version, comparison);
      if (difference.fingerprint !== fingerprint)
        throw Problem.conflict('renewal.difference-changed', 'It would do something else than what you saw');
      refuse('renewal.has-problems', 'The roster cannot be applied like this', comparison.problems);
      Object.assign(renewal, decision, { state: 'applied', version: renewal.version + 1 });
      await unit.manager.save(renewal);
      const { id, role, effective: on } = renewal;
      await carryOut(unit, { id, role, decision, on }, comparison.moves);
      const details = { ...difference.counts, decisionNumber: decision.decisionNumber };
      unit.audit({ action: 'roster-renewal.apply', entity: `roster-renewal:${id}`, details });
      return renewal;
    });
  }

  /**
   * Takes an applied renewal back by a new decision, as a renewal of its own: what it made ends, what it ended begins
   * anew. Both stay on record.
   * @throws Problem 409 `renewal.not-applied`, `renewal.undone`; 422 `renewal.undone-too-early`,
   *   `renewal.cannot-be-undone` with each reason.
   */
  async undo(target: RenewalVersion, { on, ...decision }: UndoRoster): Promise<RosterRenewal> {
    return this.transactions.run(async (unit) => {
      const undone = await lockRenewal(unit, target);
      if (undone.state !== 'applied')
        throw Problem.conflict('renewal.not-applied', 'The renewal has not been applied');
      if (await unit.manager.existsBy(RosterRenewalEntity, { undoesId: undone.id }))
        throw Problem.conflict('renewal.undone', 'The renewal has been undone already');
      if (on < undone.effective)
        throw Problem.unprocessable('renewal.undone-too-early', 'It was not in force on that day');
      await unit.query('appointments.lock', LOCK);
      const { moves, problems } = restorationOf(await readPast(unit, undone, on));
      refuse('renewal.cannot-be-undone', 'What it ended cannot begin anew on that day', problems);
      const renewal: RosterRenewalEntity = {
        ...undone,
        ...decision,
        id: randomUUID(),
        effective: on,
        undoesId: undone.id,
        version: 1,
      };
      await unit.manager.insert(RosterRenewalEntity, renewal);
      await carryOut(unit, { id: renewal.id, role: renewal.role, decision, on }, moves);
      const details = { undoes: undone.id, ...countsOf(moves), decisionNumber: decision.decisionNumber };
      unit.audit({ action: 'roster-renewal.undo', entity: `roster-renewal:${renewal.id}`, details });
      return renewal;
    });
  }
}

function toDifference(version: number, { moves, problems }: Comparison): RosterDifference {
  const entries = moves.map(({ made: _, earlierId: __, present, ...move }) => ({
    ...move,
    appointmentId: present?.id ?? null,
  }));
  const seen = moves.map(({ present, made }) => [present?.version, made]);
  return describe(version, entries, { problems, seen });
}

function describe(
  version: number,
  entries: RosterEntry[],
  { problems, seen }: { problems: LineProblem[]; seen: unknown[] },
): RosterDifference {
  const all = JSON.stringify([version, entries, problems, seen]);
  const fingerprint = createHash('sha256').update(all).digest('base64url');
  return { version, fingerprint, counts: countsOf(entries), entries, problems };
}

const countsOf = (entries: Pick<Move, 'outcome'>[]): RosterDifference['counts'] => {
  const counts = { stays: 0, new: 0, leaves: 0, changed: 0 };
  for (const { outcome } of entries) counts[outcome] += 1;
  return counts;
};

function refuse(code: string, title: string, problems: LineProblem[]): void {
  if (problems.length === 0) return;
  const errors = problems
    .slice(0, 50)
    .map(({ list, line, message }) => ({ path: `${list}.${line}`, message }));
  throw Problem.unprocessable(code, title, { errors });
}

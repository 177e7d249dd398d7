import { Gathering } from './gathering.js';
import type { UnitOfWork } from './unit-of-work.js';

/** A unit of work and its end. */
export interface Seat {
  unit: UnitOfWork;
  /** Commits. */
  finish(): Promise<void>;
  /** Undoes everything. @returns what to throw, the error given unless another one caused it. */
  fail(error: unknown): Promise<unknown>;
}

/** The transaction of a group, with a unit for each of its members. */
export interface SharedTransaction {
  units: UnitOfWork[];
  commit(): Promise<void>;
  rollback(): Promise<unknown>;
}

/** The shared transaction was rolled back, by the fault of whomever: what was done in it must be done again, alone. */
export class GroupFailed extends Error {
  override readonly name = 'GroupFailed';
}

/** Lets units that come at the same moment share one transaction. All commit together; when one fails, all are rolled back. */
export class UnitGroups {
  private readonly gathering = new Gathering<Member>((members) => this.runGroup(members));

  /** @param begin a transaction for so many units. */
  constructor(private readonly begin: (units: number) => Promise<SharedTransaction>) {}

  join(): Promise<Seat> {
    const member = new Member();
    this.gathering.add(member);
    return member.seated;
  }

  private async runGroup(members: Member[]): Promise<void> {
    let transaction: SharedTransaction;
    try {
      transaction = await this.begin(members.length);
    } catch (error) {
      return members.forEach((member) => member.turnAway(error));
    }
    members.forEach((member, index) => member.seat(transaction.units[index]!));
    try {
      const willing = await Promise.all(members.map((member) => member.settled));
      if (willing.includes(false)) throw new Error('One of the group failed');
      await transaction.commit();
      for (const member of members) member.end(undefined);
    } catch (error) {
      // Whatever becomes of the connection, nobody is left waiting.
      await transaction.rollback().catch(() => undefined);
      const failed = new GroupFailed('The shared transaction was rolled back', { cause: error });
      for (const member of members) member.end(failed);
    }
  }
}

/** One who waits for a seat, then works, then waits for the others. */
class Member {
  readonly seated: Promise<Seat>;
  /** Whether it wants to commit, once it knows. */
  readonly settled: Promise<boolean>;
  private readonly ended: Promise<GroupFailed | undefined>;
  private take!: (seat: Seat) => void;
  private settle!: (willing: boolean) => void;
  turnAway!: (error: unknown) => void;
  end!: (failure: GroupFailed | undefined) => void;

  constructor() {
    this.seated = new Promise((resolve, reject) => {
      this.take = resolve;
      this.turnAway = reject;
    });
    this.settled = new Promise((resolve) => (this.settle = resolve));
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  seat(unit: UnitOfWork): void {
    this.take({
      unit,
      finish: async () => {
        this.settle(true);
        const failure = await this.ended;
        if (failure) throw failure;
      },
      fail: (error) => {
        this.settle(false);
        return this.ended.then((failure) => failure ?? error);
      },
    });
  }
}

/** A small model of the network at one place, in days as numbers: what is so is worked out anew, day by day. */

/** From a day on, up to but without another; null: open. */
export interface Days {
  from: number;
  to: number | null;
}

export interface ModelAppointment extends Days {
  person: number;
  position: string;
  state: 'nominated' | 'declined' | 'appointed' | 'ended';
  rests: Days[];
  substitutes: (Days & { person: number })[];
}

interface ModelChange {
  made: ModelAppointment | null;
  ended: ModelAppointment | null;
  endedTo: number | null;
}

export interface ModelRenewal {
  on: number;
  changes: ModelChange[];
  undone: boolean;
}

export const includes = ({ from, to }: Days, day: number): boolean =>
  from <= day && (to === null || day < to);

/** Beyond every day that the histories speak of. */
const HORIZON = 100;
const daysOf = (days: Days): number[] =>
  Array.from({ length: HORIZON }, (_, day) => day).filter((day) => includes(days, day));

export class NetworkModel {
  readonly appointments: ModelAppointment[] = [];
  readonly renewals: ModelRenewal[] = [];

  /** @param most how many may hold the role on a day that somebody begins on; null: any number. */
  constructor(private readonly most: (day: number) => number | null) {}

  private decided(): ModelAppointment[] {
    return this.appointments.filter(({ state }) => state === 'appointed' || state === 'ended');
  }

  private holdersOn(day: number): ModelAppointment[] {
    return this.decided().filter((one) => includes(one, day));
  }

  /** What the office does not allow, by the day; empty when all is well. */
  faults(): string[] {
    return Array.from({ length: HORIZON }, (_, day) => day).flatMap((day) => {
      const holders = this.holdersOn(day);
      const begins = holders.some(({ from }) => from === day);
      const most = this.most(day);
      const faults = begins && most !== null && holders.length > most ? [`${holders.length} on ${day}`] : [];
      const people = holders.map(({ person }) => person);
      return new Set(people).size < people.length ? [...faults, `twice on ${day}`] : faults;
    });
  }

  /** Whether the office allows one more. */
  allows(one: Days & { person: number }): boolean {
    const trial = new NetworkModel(this.most);
    trial.appointments.push(...this.decided(), blank(one));
    return trial.faults().length === 0;
  }

  /** In whose place a person may act as a collaborator on a day; their own among them. */
  access(person: number, day: number): number[] {
    const working = this.holdersOn(day).filter(({ rests }) => !rests.some((rest) => includes(rest, day)));
    return working
      .filter(
        (one) =>
          one.person === person ||
          one.substitutes.some((substitute) => substitute.person === person && includes(substitute, day)),
      )
      .map((one) => one.person)
      .sort();
  }

  appoint(one: Days & { person: number; position: string }, state: ModelAppointment['state']): void {
    this.appointments.push({ ...blank(one), position: one.position, state });
  }

  /** Replaces who holds the role on a day by a list of people with their posts. */
  renew(on: number, list: { person: number; position: string }[]): void {
    const present = this.decided().filter(
      (one) =>
        one.from <= on && (one.to === null || one.to > on || (one.to === on && one.state === 'appointed')),
    );
    const changes: ModelChange[] = [];
    for (const { person, position } of list) {
      const held = present.find((one) => one.person === person) ?? null;
      if (held && held.to === null && held.position === position) continue;
      const made = { ...blank({ person, from: on, to: null }), position };
      changes.push(this.move(held, made, on));
    }
    for (const held of present)
      if (!list.some(({ person }) => person === held.person)) changes.push(this.move(held, null, on));
    this.renewals.push({ on, changes, undone: false });
  }

  /** Takes a renewal back from a day on. */
  undo(renewal: ModelRenewal, on: number): void {
    const changes = renewal.changes.flatMap(({ made, ended, endedTo }): ModelChange[] => {
      const goesOn = made !== null && daysOf(made).some((day) => day >= on);
      const isBack = ended !== null && (made === null || goesOn) && (endedTo === null || endedTo > on);
      if (!goesOn && !isBack) return [];
      const restored = isBack
        ? { ...blank({ ...ended, from: on, to: endedTo }), position: ended.position }
        : null;
      return [this.move(goesOn ? made : null, restored, on, ended)];
    });
    renewal.undone = true;
    this.renewals.push({ on, changes, undone: false });
  }

  private move(
    ended: ModelAppointment | null,
    made: ModelAppointment | null,
    on: number,
    before: ModelAppointment | null = null,
  ): ModelChange {
    const endedTo = ended?.to ?? null;
    if (ended) Object.assign(ended, { to: on, state: 'ended' });
    if (made) {
      const rests = (ended ?? before)?.rests.filter(({ to }) => to === null || to > on) ?? [];
      made.rests = rests
        .map((rest) => ({ from: Math.max(rest.from, on), to: rest.to }))
        .filter(({ from }) => made.to === null || from < made.to);
      this.appointments.push(made);
    }
    return { made, ended, endedTo };
  }
}

const blank = ({ person, from, to }: Days & { person: number }): ModelAppointment => ({
  person,
  from,
  to,
  position: '',
  state: 'appointed',
  rests: [],
  substitutes: [],
});

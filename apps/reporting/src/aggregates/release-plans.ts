import {
  type ReleasedTable,
  releaseTablesInTurns,
  type ReleaseOptions,
  type TableInput,
} from '#disclosure/gate';
import { contentHash } from '#documents/canonical-json';

/** Passes tables through the gate. */
export type Release = (
  inputs: readonly TableInput[],
  options: ReleaseOptions,
) => Promise<readonly ReleasedTable[]>;

/** As many as the periods of a year. */
const MOST = 12;

/**
 * What the gate decided last, by what went in. Reports of all units of a period come from one plan (ADR 48), which takes
 * seconds: it is made for the first of them.
 */
export class ReleasePlans {
  private readonly made = new Map<string, ReturnType<Release>>();

  readonly release: Release = (inputs, { earlier = [], ...settings }) => {
    const key = contentHash({ inputs, settings, earlier: earlier.map(({ seal }) => seal) });
    const known = this.made.get(key);
    if (known) return known;
    const plan = releaseTablesInTurns(inputs, { ...settings, earlier });
    this.made.set(key, plan);
    plan.catch(() => this.made.delete(key));
    for (const oldest of this.made.keys()) if (this.made.size > MOST) this.made.delete(oldest);
    return plan;
  };
}

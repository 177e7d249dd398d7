import { Gathering } from './gathering.js';

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

/** Does together what comes at the same moment. When that fails, each is done alone, and fails by its own fault. */
export class Batches<Item, Outcome> {
  private readonly gathering: Gathering<Waiting<Item, Outcome>>;

  /**
   * @param handle does some, and says what came of each in their order.
   * @param most batches that run at once, and items in one.
   */
  constructor(
    private readonly handle: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    most?: { running: number; items: number },
  ) {
    this.gathering = new Gathering((batch) => this.runBatch(batch), most);
  }

  add(item: Item): Promise<Outcome> {
    return new Promise((done, failed) => this.gathering.add({ item, done, failed }));
  }

  private async runBatch(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.handle(batch.map(({ item }) => item));
      batch.forEach(({ done }, at) => done(outcomes[at]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.failed(error);
      else for (const one of batch) await this.runBatch([one]);
    }
  }
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets what comes at the same moment be done together, so that it shares round trips and a flush to disk. What comes alone
 * does not wait. When doing some together fails, each is done alone, and fails by its own fault.
 */
export class Batches<Item, Outcome> {
  private waiting: Waiting<Item, Outcome>[] = [];
  private running = 0;

  /**
   * @param handle does some, and says what came of each in their order.
   * @param most batches that run at once, and items in one.
   */
  constructor(
    private readonly handle: (items: readonly Item[]) => Promise<readonly Outcome[]>,
    private readonly most = { running: 2, items: 64 },
  ) {}

  add(item: Item): Promise<Outcome> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.startNext();
    });
  }

  private startNext(): void {
    if (this.running === this.most.running || this.waiting.length === 0) return;
    this.running += 1;
    void this.runBatch(this.waiting.splice(0, this.most.items)).finally(() => {
      this.running -= 1;
      this.startNext();
    });
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

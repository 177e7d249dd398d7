/**
 * Lets what comes at the same moment be done together, so that it shares round trips and a flush to disk. Nothing waits for
 * more to come: while `running` are under way, what comes gathers.
 */
export class Gathering<Item> {
  private readonly waiting: Item[] = [];
  private running = 0;

  /**
   * @param handle does some; it never fails.
   * @param most that run at once, and items in one. While PostgreSQL is at one, Node is at the other: one of all who wait
   *   would leave it with nothing to do.
   */
  constructor(
    private readonly handle: (items: Item[]) => Promise<void>,
    private readonly most = { running: 2, items: 8 },
  ) {}

  add(item: Item): void {
    // Whatever else has been read from a socket by now comes along.
    if (this.waiting.push(item) === 1) setImmediate(() => this.start());
  }

  private start(): void {
    while (this.running < this.most.running && this.waiting.length > 0) {
      this.running += 1;
      void this.handle(this.waiting.splice(0, this.most.items)).finally(() => {
        this.running -= 1;
        this.start();
      });
    }
  }
}

/** How long some wait for more to fill their place, while others are under way. */
const FILLING_MS = 4;

/**
 * Lets what comes at the same moment be done together, so that it shares round trips and a flush to disk. The first start
 * at once. While they are under way, the next wait a little to be as many as may go together: what has just been answered
 * comes back, and a few at a time cost more than that wait.
 */
export class Gathering<Item> {
  private readonly waiting: Item[] = [];
  private running = 0;
  private filling?: NodeJS.Timeout;

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
    const count = this.waiting.push(item);
    // Whatever else has been read from a socket by now comes along.
    if (count === 1 || count === this.most.items) setImmediate(() => this.start());
  }

  private start(waited = false): void {
    const { running, items } = this.most;
    while (this.running < running && this.waiting.length > 0) {
      if (this.running > 0 && this.waiting.length < items && !waited) {
        this.filling ??= setTimeout(() => this.start(true), FILLING_MS);
        return;
      }
      clearTimeout(this.filling);
      this.filling = undefined;
      this.running += 1;
      void this.handle(this.waiting.splice(0, items)).finally(() => {
        this.running -= 1;
        this.start();
      });
    }
  }
}

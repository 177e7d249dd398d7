import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy in front of a server, to take the server away and give it back without touching the server. */
export class SeverableProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private port = 0;
  private severed = false;
  /** Connections it has turned away since it was severed. */
  turnedAway = 0;

  private constructor(private readonly target: URL) {
    this.server = createServer((client) => {
      if (this.severed) {
        this.turnedAway += 1;
        return void client.destroy();
      }
      const upstream = connect(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(socket);
        socket.pipe(other);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
      }
    });
  }

  static async before(url: string): Promise<SeverableProxy> {
    const proxy = new SeverableProxy(new URL(url));
    await proxy.restore();
    return proxy;
  }

  /** The server's URL, by way of the proxy. */
  get url(): string {
    return Object.assign(new URL(this.target), { host: `127.0.0.1:${this.port}` }).toString();
  }

  /** Cuts every connection and turns new ones away. */
  sever(): void {
    this.severed = true;
    this.turnedAway = 0;
    this.cut();
  }

  /** Cuts every connection; new ones are welcome. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Connections stay, but nothing passes any more. */
  stall(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /** Lets connections through again; listens at the same address as before. */
  async restore(): Promise<void> {
    this.severed = false;
    if (this.server.listening) return;
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as { port: number }).port;
  }

  /** Nobody listens at the address any more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }
}

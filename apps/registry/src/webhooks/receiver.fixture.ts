import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { EventEnvelope } from '#contracts/event';

/** What a receiver got, verified or not. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: EventEnvelope;
}

/** What a receiver answers: a status, maybe with headers, or nothing at all. */
export type Behaviour = number | { status: number; headers: Record<string, string> } | 'hang';

/** A key and its certificate, as PEM. */
export interface Certified {
  key: string;
  cert: string;
}

/** A real HTTP server that receives webhooks, over TLS where it has a certificate. */
export class Receiver {
  readonly received: Received[] = [];
  behaviour: Behaviour = 204;
  private constructor(
    private readonly server: Server,
    private readonly protocol: 'http' | 'https',
  ) {}

  static async start(certified?: Certified): Promise<Receiver> {
    const server = certified ? createTlsServer(certified) : createServer();
    const receiver = new Receiver(server, certified ? 'https' : 'http');
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        receiver.received.push({ headers: request.headers, body, event: JSON.parse(body) as EventEnvelope });
        const { behaviour } = receiver;
        if (behaviour === 'hang') return;
        const { status, headers } =
          typeof behaviour === 'number' ? { status: behaviour, headers: {} } : behaviour;
        response.writeHead(status, headers).end('thank you');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** From the next connection on. */
  certifyAnew(certified: Certified): void {
    (this.server as TlsServer).setSecureContext(certified);
  }

  get url(): string {
    return `${this.protocol}://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers['webhook-id']));
  }

  /** The event as the reference library of Standard Webhooks verifies it. */
  verified(secret: string, received = this.received.at(-1)!): EventEnvelope {
    return new Webhook(secret).verify(
      received.body,
      received.headers as Record<string, string>,
    ) as EventEnvelope;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

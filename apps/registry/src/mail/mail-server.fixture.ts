import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export type ReceivedMail = ParsedMail & { recipient: string };

/** What the server does otherwise than take everything from everybody in clear. */
export interface Habits {
  /** The password that it asks for. */
  password?: string;
  /** Left out: where it asks for a password. */
  startTls?: boolean;
  /** Refuses recipients: the answer it gives, or null. */
  refuse?: (address: string) => { responseCode: number; message: string } | null;
  /** Is called when it has taken a mail, before it says so. */
  taken?: (mail: ReceivedMail) => void | Promise<void>;
}

/** A mail server on this host, which keeps what it is given; it can go away, and come back with other habits. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  private server?: SMTPServer;
  private port = 0;

  static async start(habits: Habits = {}): Promise<MailServer> {
    const server = new MailServer();
    await server.open(habits);
    return server;
  }

  /** Its URL, signed in with a password if there is one to give. */
  url(password?: string): string {
    const signIn = password === undefined ? '' : `langnghe:${password}@`;
    return `smtp://${signIn}127.0.0.1:${this.port}?tls.rejectUnauthorized=false`;
  }

  /** On the port it had before. */
  async open(habits: Habits = {}): Promise<void> {
    this.server = new SMTPServer(this.optionsOf(habits));
    this.server.on('error', () => undefined);
    const listening = this.server.listen(this.port, '127.0.0.1');
    await once(listening, 'listening');
    this.port = (listening.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  to(address: string): ReceivedMail[] {
    return this.received.filter(({ recipient }) => recipient === address);
  }

  private optionsOf({
    password,
    startTls = password !== undefined,
    refuse,
    taken,
  }: Habits): SMTPServerOptions {
    return {
      logger: false,
      closeTimeout: 100,
      disabledCommands: [...(startTls ? [] : ['STARTTLS']), ...(password === undefined ? ['AUTH'] : [])],
      authOptional: password === undefined,
      onAuth: ({ password: given }, _session, done) =>
        given === password ? done(null, { user: 'langnghe' }) : done(new Error('Wrong password')),
      onRcptTo: ({ address }, _session, done) => {
        const refusal = refuse?.(address);
        done(refusal ? Object.assign(new Error(refusal.message), refusal) : null);
      },
      onData: (stream, { envelope }, done) => {
        const recipient = envelope.rcptTo[0]!.address;
        simpleParser(stream)
          .then(async (parsed) => {
            const mail = { ...parsed, recipient };
            this.received.push(mail);
            await taken?.(mail);
          })
          .then(() => done(), done);
      },
    };
  }
}

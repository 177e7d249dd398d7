import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Receiver } from './receiver.fixture.js';
import { WebhookSender } from './webhook-sender.js';
import { type Resolver, WebhookTargets } from './webhook-targets.js';

const never = new AbortController().signal;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const receiver = async (): Promise<Receiver> => {
  const started = await Receiver.start();
  open.push(() => started.stop());
  return started;
};
const sender = ({
  privateTargets = true,
  resolver,
}: { privateTargets?: boolean; resolver?: Resolver } = {}) => {
  const settings = { privateTargets, timeoutMs: 250 };
  const targets = new WebhookTargets(settings, resolver);
  return {
    targets,
    send: (url: string, stop = never) =>
      new WebhookSender(targets, settings).send({ url, headers: {}, body: '{}' }, stop),
  };
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('a message', () => {
  it('arrives with its body, and only the status comes back', async () => {
    const there = await receiver();
    there.behaviour = { status: 503, headers: { 'retry-after': '7', 'x-more': 'no' } };
    expect(await sender().send(there.url)).toEqual({
      status: 503,
      error: null,
      retryAfter: '7',
      milliseconds: expect.any(Number),
    });
    expect(there.received[0]!.body).toBe('{}');
  });

  it('that nobody answers is given up when the time is over', async () => {
    const there = await receiver();
    there.behaviour = 'hang';
    const attempt = await sender().send(there.url);
    expect(attempt).toMatchObject({ status: null, error: 'No answer within 0.25 s' });
    expect(attempt.milliseconds).toBeLessThan(2_000);
  });

  it('does not wait for the end of an answer that has none', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200);
      const endless = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.once('close', () => clearInterval(endless));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ended = new Promise((resolve) =>
      server.once('connection', (socket) => socket.once('close', resolve)),
    );
    open.push(async () => server.close());
    expect(await sender().send(`http://127.0.0.1:${portOf(server)}/`)).toMatchObject({ status: 200 });
    await ended;
  });

  it('that finds nobody, or something that is no HTTP, says so', async () => {
    const gone = await receiver();
    const { url } = gone;
    await gone.stop();
    open.length = 0;
    expect(await sender().send(url)).toMatchObject({
      status: null,
      error: expect.stringMatching(/ECONNREFUSED/),
    });
    const rude = createSocketServer((socket) => socket.end('SSH-2.0-x\r\n'));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    open.push(async () => rude.close());
    const { port } = rude.address() as AddressInfo;
    expect(await sender().send(`http://127.0.0.1:${port}/`)).toMatchObject({
      status: null,
      error: expect.stringMatching(/Parse Error/),
    });
  });

  it('is stopped when the worker must end', async () => {
    const there = await receiver();
    there.behaviour = 'hang';
    const stop = new AbortController();
    const sent = sender().send(there.url, stop.signal);
    stop.abort(new Error('the worker ends'));
    await expect(sent).rejects.toThrow('the worker ends');
  });
});

describe('the address of a message', () => {
  it('is the one that was checked: a name is looked up once', async () => {
    const there = await receiver();
    const { port } = new URL(there.url);
    let asked = 0;
    const resolver: Resolver = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    const url = `http://hook.example.org:${port}/`;
    expect(await sender({ resolver }).send(url)).toMatchObject({ status: 204 });
    expect(there.received[0]!.headers.host).toBe(`hook.example.org:${port}`);
    expect(asked).toBe(1);
  });

  it('is refused when its name leads inside by the time it is sent to', async () => {
    const there = await receiver();
    let address = '93.184.215.14';
    const { targets, send } = sender({
      privateTargets: false,
      resolver: async () => [{ address, family: 4 }],
    });
    const url = `https://rebound.example.org:${new URL(there.url).port}/`;
    await targets.check(url);
    address = '127.0.0.1';
    await expect(targets.check(url)).rejects.toMatchObject({ code: 'webhook.target-refused' });
    expect(await send(url)).toMatchObject({ status: null, error: 'It leads into a private network' });
    address = '::ffff:127.0.0.1';
    expect(await send(url)).toMatchObject({ status: null, error: 'It leads into a private network' });
    expect(there.received).toEqual([]);
  });

  it.each(['https://127.0.0.1:9/', 'https://0x7f000001:9/', 'http://hook.example.org/'])(
    'is checked again where private networks are no longer allowed: %s',
    async (url) => {
      const { error } = await sender({ privateTargets: false }).send(url);
      expect(error).toMatch(/private network|https/);
    },
  );
});

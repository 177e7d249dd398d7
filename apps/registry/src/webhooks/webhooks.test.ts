import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Webhook } from '#contracts/webhooks';
import { ifMatch, startTestService, type TestService } from '#testing/test-service';
import { registry } from '../registry.service-definition.js';
import { RESOLVER, type Resolver } from './webhook-targets.js';
import { made, WebhookGround, webhooks } from './webhooks.fixture.js';

const nothing = '3f1b4f0e-7c0e-4a53-9d5c-0a4a5a3f9b10';
const url = (name: string): string => `http://127.0.0.1:9/${name}`;

describe('subscriptions', () => {
  let ground: WebhookGround;
  beforeAll(async () => {
    ground = await WebhookGround.open();
  });
  afterAll(() => ground?.close());

  const organisations = { eventTypes: ['registry.organisation.recorded'] };
  const subscribe = (name: string, more: object = {}) =>
    ground.admin.post(webhooks, { url: url(name), clientId: null, ...organisations, ...more });
  const client = async (...permissions: string[]): Promise<{ id: string; version: number }> =>
    made(await ground.admin.post('/v1/registry/clients', { name: `Hệ thống ${Math.random()}`, permissions }));

  it('show their secret once, and have an address each', async () => {
    const created = await subscribe('once', { description: 'Cổng dữ liệu của tỉnh', concurrency: 3 });
    expect(created).toMatchObject({
      status: 201,
      headers: { 'cache-control': 'no-store', etag: '"v1"' },
      body: {
        url: url('once'),
        ...organisations,
        description: 'Cổng dữ liệu của tỉnh',
        concurrency: 3,
        clientId: null,
        state: 'active',
        disabledReason: null,
        failingSince: null,
        secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/),
      },
    });
    const read = await ground.admin.get(`${webhooks}/${created.body.id}`);
    const { secret, ...shown } = created.body;
    expect(read.body).toEqual(shown);
    const list = await ground.admin.get(`${webhooks}?filter[state][eq]=active`);
    expect(list.body.items).toContainEqual(shown);
    const audits = await ground.sql(`SELECT * FROM registry.audit_entry WHERE action = 'webhook.create'`);
    expect(audits).toMatchObject([{ details: { host: '127.0.0.1:9', ...organisations } }]);
    for (const told of [read, list, audits]) expect(JSON.stringify(told)).not.toContain(secret);
    expect(await subscribe('once')).toMatchObject({ status: 409, body: { code: 'resource.conflict' } });
  });

  it('are limited to event types that may leave', async () => {
    for (const type of ['registry.appointment.recorded', 'reporting.opinionReport.changed', 'nonsense'])
      expect(await subscribe('curious', { eventTypes: [type] })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'eventTypes.0' }] },
      });
  });

  it('of an API client are limited to what it may read', async () => {
    const { id: clientId } = await client('organisation.read');
    const eventTypes = ['registry.organisation.recorded', 'registry.area.recorded'];
    expect(await subscribe('of-a-client', { clientId, eventTypes })).toMatchObject({
      status: 422,
      body: {
        code: 'webhook.type-not-allowed',
        errors: [{ path: 'eventTypes.1', message: 'The client needs area.read for it' }],
      },
    });
    const { body } = await subscribe('of-a-client', { clientId });
    expect(body).toMatchObject({ clientId, state: 'active' });
    const change = { url: body.url, description: null, concurrency: 1, eventTypes };
    expect(await ground.admin.put(`${webhooks}/${body.id}`, change, ifMatch(body))).toMatchObject({
      status: 422,
    });
    expect((await subscribe('of-nobody', { clientId: nothing })).body.code).toBe('webhook.no-client');
  });

  it('of an API client end with it, at once', async () => {
    const owner = await client('organisation.read');
    const { body: webhook } = await subscribe('of-an-ending-client', { clientId: owner.id });
    await ground.tell();
    expect(await ground.deliveries(webhook)).toHaveLength(1);
    made(await ground.admin.post(`/v1/registry/clients/${owner.id}/disable`, undefined, ifMatch(owner)));
    await ground.tell();
    expect(await ground.deliveries(webhook)).toHaveLength(1);
    made(await ground.change(webhook, 'disable'));
    expect((await ground.change(webhook, 'enable')).body.code).toBe('webhook.no-client');
  });

  it('change as whole, on the version that was read', async () => {
    const { body: before } = await subscribe('before');
    const change = {
      url: url('after'),
      eventTypes: ['registry.area.recorded'],
      description: null,
      concurrency: 5,
    };
    const path = `${webhooks}/${before.id}`;
    const changed = await ground.admin.put(path, change, ifMatch(before));
    expect(changed).toMatchObject({ status: 200, body: { ...change, version: 2 } });
    expect((await ground.admin.put(path, change, ifMatch(before))).body.code).toBe('resource.stale');
    expect((await ground.admin.put(path, change)).status).toBe(428);
    expect((await ground.admin.put(`${webhooks}/${nothing}`, change, ifMatch(1))).status).toBe(404);
    expect((await ground.admin.put(path, { ...change, concurrency: 6 }, ifMatch(2))).status).toBe(400);
  });

  it('rest and go on', async () => {
    const { body: webhook } = await subscribe('resting');
    expect((await ground.change(webhook, 'enable')).body.code).toBe('webhook.active');
    const { body: resting } = await ground.change(webhook, 'disable');
    expect(resting).toMatchObject({ state: 'disabled', disabledReason: 'administrator' });
    expect((await ground.change(webhook, 'disable')).body.code).toBe('webhook.disabled');
    expect((await ground.admin.post(`${webhooks}/${webhook.id}/test`)).body.code).toBe('webhook.disabled');
    expect((await ground.change(webhook, 'enable')).body).toMatchObject({
      state: 'active',
      disabledReason: null,
    });
  });

  it('are managed by administrators with a second factor only', async () => {
    const without = ground.service.as('administrator');
    expect((await without.get(webhooks)).body.code).toBe('auth.second-factor-required');
    for (const other of [
      ground.service.as('editor', { secondFactor: true }),
      ground.service.asClient('event.read'),
    ])
      expect((await other.get(webhooks)).body.code).toBe('auth.forbidden');
  });

  it('cannot become so many that one would wait for another', async () => {
    const { items } = made(await ground.admin.get(`${webhooks}?limit=100&filter[state][eq]=active`));
    for (let count = items.length; count < 50; count += 1) made(await subscribe(`one-of-many-${count}`));
    expect(await subscribe('one-too-many')).toMatchObject({
      status: 409,
      body: { code: 'webhook.too-many' },
    });
    const [some] = items as [Webhook];
    made(await ground.change(some, 'disable'));
    made(await subscribe('the-last'));
    expect((await ground.change(some, 'enable')).body.code).toBe('webhook.too-many');
  });
});

describe('where private networks are not allowed, an address', () => {
  /** The outside world's name servers. */
  const names: Record<string, string[]> = {
    'hook.example.org': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
    'inside.example.org': ['10.0.0.7'],
    'half-inside.example.org': ['93.184.215.14', '192.168.1.1'],
    localhost: ['127.0.0.1', '::1'],
  };
  const resolver: Resolver = async (name) => {
    const found = names[name];
    if (!found) throw new Error(`getaddrinfo ENOTFOUND ${name}`);
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(registry, { settings: [{ provide: RESOLVER, useValue: resolver }] });
  });
  afterAll(() => service?.close());

  const subscribe = (address: string) =>
    service.as('administrator', { secondFactor: true }).post(webhooks, {
      url: address,
      eventTypes: ['registry.organisation.recorded'],
      clientId: null,
    });

  it('that is public is taken', async () => {
    expect((await subscribe('https://hook.example.org/langnghe?key=1')).status).toBe(201);
  });

  it.each([
    ['https://127.0.0.1/', 'It leads into a private network'],
    ['https://0x7f.1/', 'It leads into a private network'],
    ['https://[::ffff:10.0.0.1]/', 'It leads into a private network'],
    ['https://inside.example.org/', 'It leads into a private network'],
    ['https://half-inside.example.org/', 'It leads into a private network'],
    ['https://localhost:5432/', 'It leads into a private network'],
    ['https://nowhere.example.org/', 'Its name is not known'],
    ['http://hook.example.org/', 'It must begin with https://'],
    ['https://u:p@hook.example.org/', 'It must not carry a name or a password; deliveries are signed'],
    ['nonsense', 'This is not an address'],
  ])('%s is refused', async (address, message) => {
    expect(await subscribe(address)).toMatchObject({
      status: 422,
      body: { code: 'webhook.target-refused', errors: [{ path: 'url', message }] },
    });
  });
});

import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { periodClosed } from '#contracts/periods';
import type { EventFeed } from '#contracts/webhooks';
import { RabbitTransport } from '#messaging/rabbit-transport';
import { eventually } from '#testing/eventually';
import { serverIsThere, serverUrls } from '#testing/servers';
import { startTestService } from '#testing/test-service';
import { registry } from '../registry.service-definition.js';

describe.skipIf(!(await serverIsThere('rabbitmq')))('over RabbitMQ', () => {
  it('the feed holds what other services send, and what this one does', async () => {
    const prefix = `test-${randomBytes(4).toString('hex')}.`;
    const transport = new RabbitTransport(serverUrls.rabbitmq, { prefix, services: ['registry'] });
    const service = await startTestService(registry, { transport });
    try {
      const admin = service.as('administrator');
      const id = randomUUID();
      const closed = periodClosed.of(id, 2, { id, code: '2026-10', expected: 3, received: 2, onTime: 1 });
      await eventually(() => service.publish(closed));
      const unit = { code: 'LS', name: 'Lạng Sơn', type: 'province', validFrom: '2000-01-01', validTo: null };
      const imported = await admin.post('/v1/registry/areas/imports', {
        dryRun: false,
        areas: [{ ...unit, parentCode: null }],
        successions: [],
      });
      expect(imported.status).toBe(200);
      await eventually(async () => {
        const { items } = (await admin.get('/v1/registry/events')).body as EventFeed;
        expect(items.map(({ position, event }) => [position, event.type])).toEqual([
          [1, 'reporting.period.closed'],
          [2, 'registry.area.recorded'],
        ]);
      });
    } finally {
      await service.close();
      await transport.close();
      await transport.deleteTopology();
    }
  });
});

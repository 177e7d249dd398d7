import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#service-kit/log';
import { startTestService, type TestService } from '#testing/test-service';
import { createGateway } from '../../apps/gateway/src/gateway.js';
import { overHttp } from '../../apps/gateway/src/upstream.js';
import { services } from '../../apps/standalone/src/services.js';
import { objectsOf, ports, readCompose } from './deployment.js';

const paths = ['/health/live', '/health/ready'];

describe('the probes', () => {
  it('of Kubernetes ask whether a process lives and whether it is ready, on its port', async () => {
    for (const { metadata, spec } of await objectsOf('k8s/base', 'Deployment')) {
      const [container] = spec.template.spec.containers;
      expect(container.ports).toEqual([{ name: 'http', containerPort: ports[metadata.name] }]);
      expect(container.livenessProbe.httpGet).toEqual({ path: paths[0], port: 'http' });
      expect(container.readinessProbe.httpGet).toEqual({ path: paths[1], port: 'http' });
      expect(container.startupProbe.httpGet).toEqual({ path: paths[1], port: 'http' });
    }
  });

  it('of Kubernetes keep a service out of reach under another port', async () => {
    for (const { metadata, spec } of await objectsOf('k8s/base', 'Service')) {
      expect(spec.selector).toEqual({ 'app.kubernetes.io/name': metadata.name });
      expect(spec.ports).toEqual([{ name: 'http', port: ports[metadata.name], targetPort: 'http' }]);
    }
  });

  it('of compose ask every process but the migration whether it is ready', async () => {
    for (const [name, { healthcheck }] of Object.entries((await readCompose()).services)) {
      if (name === 'migrate') expect(healthcheck).toEqual({ disable: true });
      else expect(healthcheck.test?.[0]).toBe('CMD');
      if (name in ports) expect(healthcheck.test?.at(-1)).toContain('$${process.env.PORT}/health/ready');
    }
  });

  it('are answered by the gateway', async () => {
    const upstream = overHttp('http://127.0.0.1:9');
    const gateway = await createGateway({
      upstreams: { registry: upstream, reporting: upstream, survey: upstream, training: upstream },
      document: { openapi: '3.1.0', info: { title: 'Lắng Nghe', version: '0' }, paths: {} },
      rateLimit: 1000,
      logger: createLogger('gateway', 'silent'),
    });
    for (const url of paths) expect((await gateway.inject({ url })).statusCode).toBe(200);
    await gateway.close();
  });

  // The worker has no server of its own framework; its process is run by the journeys on the distributed topology.
  it('are answered by the worker', async () => {
    const main = await readFile(join(import.meta.dirname, '../../apps/worker/src/main.ts'), 'utf8');
    for (const path of paths) expect(main).toContain(`'${path}'`);
  });

  describe.each(services)('of $name', (definition) => {
    let service: TestService;
    beforeAll(async () => {
      service = await startTestService(definition);
    });
    afterAll(() => service.close());

    it.each(paths)('are answered at %s', async (path) => {
      expect((await service.anonymous.get(path)).status).toBe(200);
    });
  });
});

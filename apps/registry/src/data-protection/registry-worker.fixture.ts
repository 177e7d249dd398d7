import type { Job } from '#contracts/job';
import { eventually } from '#testing/eventually';
import type { TestClient, TestService } from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { registry } from '../registry.service-definition.js';

/** The worker of the registry, on queues in its database. */
export const startWorker = (service: TestService) => startTestWorker(registry, service);

/** Waits until the worker has done with a job. */
export const finished = (client: TestClient, jobId: string): Promise<Job> =>
  eventually(async () => {
    const { body } = await client.get(`/v1/registry/jobs/${jobId}`);
    if (body.finishedAt === null) throw new Error(`the job is ${body.state}`);
    return body;
  }, 20_000);

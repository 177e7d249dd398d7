import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { serverIsThere, serverUrls } from '#testing/servers';
import { jobsContract } from './jobs.contract.js';

const prefix = `test-${randomBytes(6).toString('hex')}`;

jobsContract(
  'Redis',
  async () => ({
    kind: 'redis',
    url: serverUrls.redis,
    prefix,
    wipe: async () => {
      const redis = new Redis(serverUrls.redis);
      const keys = await redis.keys(`${prefix}:*`);
      if (keys.length > 0) await redis.del(keys);
      await redis.quit();
    },
  }),
  await serverIsThere('redis'),
);

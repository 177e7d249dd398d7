import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#service-kit/config';
import {
  composeProcesses,
  composeSecrets,
  configOf,
  type Environment,
  kubernetesProcesses,
  objectsOf,
  ports,
  type Process,
  readCompose,
} from './deployment.js';
import { installationSecrets } from './installation-secrets.js';

const root = join(import.meta.dirname, '../..');

/** What each kind of process asks readSettings() for. */
const service = ['DATABASE_URL', 'RABBITMQ_URL', 'PORT'] as const;
const needed: Record<string, readonly (keyof ReturnType<typeof readSettings>)[]> = {
  gateway: ['PORT'],
  registry: service,
  reporting: service,
  survey: [...service, 'LANGNGHE_VAULT_DATABASE_URL'],
  training: service,
  worker: [
    'LANGNGHE_REGISTRY_DATABASE_URL',
    'LANGNGHE_REPORTING_DATABASE_URL',
    'LANGNGHE_SURVEY_DATABASE_URL',
    'LANGNGHE_TRAINING_DATABASE_URL',
    'LANGNGHE_VAULT_DATABASE_URL',
    'REDIS_URL',
    'PORT',
  ],
  migrate: ['DATABASE_URL', 'LANGNGHE_ROLE_SECRET'],
};

/** What an installation may add, where it is no address on the web. */
const added: Environment = {
  LANGNGHE_SMTP_URL: 'smtp://thu.example.org:587',
  LANGNGHE_MAIL_FROM: 'Lắng Nghe <so@example.org>',
};

let secrets: Environment;
beforeAll(async () => {
  secrets = await installationSecrets();
});

/** What the process finds in its environment. */
const environmentOf = ({ literals, secrets: references }: Process): Environment => ({
  ...literals,
  ...Object.fromEntries(
    Object.entries(references).map(([name, key]) => [name, secrets[key] ?? `no ${key} in .env`]),
  ),
});

describe.each([
  { where: 'docker-compose.yml', read: composeProcesses, host: '0.0.0.0' },
  { where: 'k8s/base', read: kubernetesProcesses, host: '0.0.0.0' },
])('$where', ({ read }) => {
  let processes: Process[];
  beforeAll(async () => {
    processes = await read();
  });

  it('runs every process of the product', () => {
    expect(processes.map(({ name }) => name).toSorted()).toEqual(
      [...Object.keys(ports), 'migrate'].toSorted(),
    );
  });

  it('runs them from one image, each by a command that exists', async () => {
    // What takes batches of interviews collects garbage as seldom as `npm start` does, which is all in one (ADR 54).
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const flags: string[] = scripts.start.match(/--\S+=\S+/g);
    expect(flags).toHaveLength(2);
    for (const { name, image, command } of processes) {
      expect(image).toBe('langnghe');
      const entry = name === 'migrate' ? 'apps/standalone/src/migrate' : `apps/${name}/src/main`;
      expect(command).toEqual(['node', ...(name === 'survey' ? flags : []), `dist/${entry}.js`]);
      expect(existsSync(join(root, `${entry}.ts`))).toBe(true);
    }
  });

  it.each(Object.keys(needed))(
    'gives %s settings that exist, all that it needs, each on its port',
    (name) => {
      const process = processes.find((candidate) => candidate.name === name)!;
      const optional = Object.fromEntries(
        process.optional.map((variable) => [variable, added[variable] ?? 'https://id.example.org']),
      );
      const environment = { ...environmentOf(process), ...optional };
      const settings = readSettings(environment, [...needed[name]!]);
      expect(Object.keys(settings)).toEqual(expect.arrayContaining(Object.keys(environment)));
      if (name !== 'migrate') expect(settings.PORT).toBe(ports[name]);
    },
  );

  it.each(['registry', 'reporting', 'survey', 'training'])(
    'lets %s connect as its own roles only',
    (name) => {
      const environment = environmentOf(processes.find((candidate) => candidate.name === name)!);
      const urls = Object.entries(environment).filter(([key]) => key.endsWith('DATABASE_URL'));
      expect(urls.map(([, url]) => new URL(url).username)).toEqual([
        `${name}_app`,
        ...(name === 'survey' ? ['vault_app'] : []),
      ]);
      expect(environment).not.toHaveProperty('LANGNGHE_ROLE_SECRET');
    },
  );

  it('holds no secret', () => {
    for (const { literals } of processes) {
      for (const [name, value] of Object.entries(literals)) {
        expect(name).not.toMatch(/SECRET|PASSWORD|DATABASE_URL|RABBITMQ_URL|REDIS_URL/);
        expect(value).not.toMatch(/:\/\/[^/]*@/);
      }
    }
  });

  it('points at services by the names and ports under which they run', () => {
    for (const { literals } of processes) {
      for (const [, name] of Object.keys(literals).map((key) => /^LANGNGHE_(\w+)_URL$/.exec(key) ?? [])) {
        if (!name || name === 'PUBLIC') continue;
        const url = new URL(literals[`LANGNGHE_${name}_URL`]!);
        expect(url.hostname).toBe(name.toLowerCase());
        expect(Number(url.port)).toBe(ports[url.hostname]);
      }
    }
  });
});

describe('the secrets of an installation', () => {
  it('are all that compose asks for', async () => {
    expect(await composeSecrets()).not.toHaveLength(0);
    for (const name of await composeSecrets()) expect(secrets).toHaveProperty(name);
  });

  it('are all that Kubernetes refers to', async () => {
    for (const { secrets: references } of await kubernetesProcesses()) {
      for (const key of Object.values(references)) expect(secrets).toHaveProperty(key);
    }
  });

  it('differ each time, and no two are alike', async () => {
    const others = await installationSecrets();
    for (const [name, value] of Object.entries(secrets)) expect(others[name]).not.toBe(value);
    expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
  });

  it('keep the servers that are there already', async () => {
    const given = {
      DATABASE_URL: 'postgres://owner:word@db.example.org/office',
      REDIS_URL: 'rediss://:word@redis.example.org',
      LANGNGHE_ROLE_SECRET: 'known from the first installation',
    };
    const printed = await installationSecrets(given);
    expect(printed).toMatchObject(given);
    expect(printed).not.toHaveProperty('POSTGRES_PASSWORD');
    expect(printed['LANGNGHE_SURVEY_DATABASE_URL']).toMatch(
      /^postgres:\/\/survey_app:[0-9a-f]{64}@db\.example\.org\/office$/,
    );
    expect(new URL(printed['RABBITMQ_URL']!).password).toBe(printed['RABBITMQ_PASSWORD']);
  });
});

describe('containers', () => {
  it('have an image whose user is not root', async () => {
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    expect([...dockerfile.matchAll(/^USER (\w+)$/gm)].map(([, user]) => user)).toEqual(['node']);
    expect(dockerfile.match(/^FROM \S+/gm)).toEqual([
      'FROM node:24-bookworm-slim',
      'FROM node:24-bookworm-slim',
    ]);
    expect(dockerfile).toContain('LANGNGHE_HOST=0.0.0.0');
  });

  it('run as another user than root in compose, without capabilities, and come back', async () => {
    for (const [name, { user, cap_drop, restart }] of Object.entries((await readCompose()).services)) {
      expect({ name, user }).toEqual({ name, user: expect.stringMatching(/^(?!root$|0)/) });
      expect({ name, cap_drop }).toEqual({ name, cap_drop: ['ALL'] });
      expect({ name, restart }).toEqual({ name, restart: name === 'migrate' ? 'no' : 'unless-stopped' });
    }
  });

  it('run as another user than root in Kubernetes, without capabilities, on a file system they cannot change', async () => {
    const objects = await objectsOf('k8s/base', 'Deployment', 'Job');
    for (const { spec } of objects) {
      const { securityContext, containers, automountServiceAccountToken } = spec.template.spec;
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(automountServiceAccountToken).toBe(false);
      expect(containers).toHaveLength(1);
      expect(containers[0].resources).toMatchObject({
        requests: { memory: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
      expect(containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('are given settings that exist by an overlay', async () => {
    const environment = { ...(await configOf('k8s/base')), ...(await configOf('k8s/overlays/example')) };
    expect(Object.keys(readSettings(environment))).toEqual(expect.arrayContaining(Object.keys(environment)));
  });
});

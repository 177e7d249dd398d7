import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLocalJWKSet, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditLog } from '#audit/audit-log';
import { signCheckpoint } from '#audit/checkpoint';
import { InProcessTransport } from '#messaging/in-process-transport';
import { EmbeddedCluster } from '#persistence/embedded-postgres';
import { migrate } from '#persistence/provision';
import { Transactions } from '#persistence/transactions';
import { createLogger } from '#service-kit/log';
import { createService, type ServiceDefinition } from '#service-kit/service';
import { eventually } from '#testing/eventually';
import { createTestDatabase, type TestDatabase, testRoleSecret } from '#testing/test-database';
import { OIDC_SETTINGS } from '../../registry/src/oidc/oidc.settings.js';
import { databases, services } from './services.js';

const command = resolve(import.meta.dirname, '../../../dist/apps/standalone/src/audit-verify.js');

/** Runs the command as a person would, and gives back how it ended and what it said. */
function verify(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const { PATH, HOME } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [command, ...args],
      { env: { PATH, HOME, ...environment } },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langnghe-audit-'));
  // So that PostgreSQL, which does not run as root, keeps its data in here.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kept = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe('npm run audit:verify', { timeout: 120_000 }, () => {
  const transport = new InProcessTransport();
  let database: TestDatabase;
  let apps: NestFastifyApplication[];
  let jws: string;

  const start = (definition: ServiceDefinition): Promise<NestFastifyApplication> =>
    createService(definition, {
      databaseUrl: database.urlOf(definition.database.schema),
      ...(definition.vault && { vaultUrl: database.urlOf(definition.vault.schema) }),
      transport,
      keys: createLocalJWKSet({ keys: [] }),
      logger: createLogger('test', 'error'),
      settings: [{ provide: OIDC_SETTINGS, useValue: null }],
    });
  const read = (app: NestFastifyApplication, id: number) =>
    app.get(Transactions).run(async (unit) => unit.audit({ action: 'note.read', entity: `note:${id}` }));
  const run = (...args: string[]) => verify({ DATABASE_URL: database.adminUrl }, ...args);

  beforeEach(async () => {
    database = await createTestDatabase(databases);
    apps = await Promise.all(services.map(start));
    const [, reporting] = apps;
    for (let id = 1; id <= 10; id += 1) await read(reporting!, id);
    await reporting!.get(AuditLog).checkpoint();
    jws = await eventually(async () => {
      const [stored] = await database.query<{ jws: string }>('SELECT jws FROM registry.audit_checkpoint');
      return stored!.jws;
    });
    await Promise.all(apps.map((app) => app.close()));
    return () => database.drop();
  });

  it('says of every service how many entries there are, and that all is well', async () => {
    const { code, said } = await run();
    expect(code).toBe(0);
    // The record of the checkpoint itself comes after it.
    expect(said).toMatch(
      /reporting: 11 entries, 10 sealed, 1 not yet \(the oldest for \d+ s\); 1 checkpoints; head 10 sha256:[0-9a-f]{64}\n/,
    );
    for (const name of ['registry', 'survey', 'training'])
      expect(said).toMatch(new RegExp(`^${name}: \\d+ entries`, 'm'));
    expect(said).toContain('The audit logs are whole.');
  });

  it('names the position that does not fit, and ends with 1', async () => {
    await database.query(`UPDATE reporting.audit_entry SET actor = 'nobody' WHERE entity = 'note:4'`);
    const { code, said } = await run();
    expect(code).toBe(1);
    expect(said).toMatch(/WRONG at position 4, changed: entry \d+ \(note\.read\) is not as it was sealed\n/);
    expect(said).toContain('The audit logs are not whole. Faults: 1');
  });

  it('finds a tail that was cut with everything about it, by the checkpoint that was kept', async () => {
    const file = await kept('kept.txt', `Kept by the office on 31 January:\n${jws}\n`);
    await database.query('DELETE FROM registry.audit_checkpoint');
    await database.query('DELETE FROM reporting.audit_link WHERE position > 8');
    await database.query(
      'DELETE FROM reporting.audit_entry WHERE seq > (SELECT max(entry_seq) FROM reporting.audit_link)',
    );
    expect(await run()).toMatchObject({ code: 0 });
    const asked = [['--checkpoint', file], ['--checkpoint', file, file], [file]];
    for (const { code, said } of await Promise.all(asked.map((args) => run(...args)))) {
      expect(code).toBe(1);
      expect(said).toMatch(
        /WRONG at position 9, cut: the chain ends at 8, but the checkpoint of .* \(.*kept\.txt\) says 10/,
      );
    }
  });

  it('finds a checkpoint that this installation has not signed', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const claims = {
      service: 'reporting',
      position: 10,
      hash: `sha256:${'0'.repeat(64)}`,
      signedAt: new Date().toISOString(),
    };
    const forged = await signCheckpoint(claims, { kid: 'mine', key: privateKey });
    const { code, said } = await run(
      '--checkpoint',
      await kept('forged.json', JSON.stringify({ items: [{ jws: forged }] })),
    );
    expect(code).toBe(1);
    expect(said).toMatch(
      /WRONG, forged: a checkpoint \(.*forged\.json\) was not signed by this installation/,
    );
  });

  it('checks with keys that were kept as well, should those of the database have been exchanged', async () => {
    const [key] = await database.query<{ kid: string; x: string }>(
      'SELECT id AS kid, x FROM registry.verification_key',
    );
    const keys = await kept('keys.json', JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', ...key }] }));
    await database.query('UPDATE registry.verification_key SET x = reverse(x)');
    expect((await run()).code).toBe(1);
    expect((await run('--keys', keys)).code).toBe(0);
  });

  it('says what is wrong with the question', async () => {
    const answers = await Promise.all(
      [
        ['--checkpoints', 'x'],
        ['--checkpoint', join(folder, 'none.txt')],
        ['--keys', await kept('no-keys.txt', 'nothing')],
        ['--checkpoint', await kept('empty.txt', 'nothing')],
        ['--help'],
      ].map((args) => run(...args)),
    );
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 1, 0]);
    expect(answers.map(({ said }) => said)).toEqual([
      expect.stringMatching(/Unknown option '--checkpoints'[^]*npm run audit:verify/),
      expect.stringContaining('no such file'),
      expect.stringMatching(/There are no keys in .*no-keys\.txt/),
      expect.stringMatching(/There is no checkpoint in .*empty\.txt/),
      expect.stringContaining('--checkpoint FILE…'),
    ]);
    await database.query('DROP TABLE training.audit_link');
    expect((await run()).said).toContain('migrate it first');
  });
});

describe('npm run audit:verify, embedded', () => {
  const password = 'mat-khau-thu';
  const directory = (): string => join(folder, 'data/postgresql');
  const run = () => verify({ LANGNGHE_DATA_DIR: join(folder, 'data') });

  it(
    'reads the data of a running and of a stopped installation, and leaves it as it was',
    { timeout: 90_000 },
    async () => {
      expect(await run()).toEqual({ code: 1, said: expect.stringContaining('There is no installation in') });
      const cluster = await EmbeddedCluster.start({ directory: directory(), password });
      await kept('data/secrets.json', JSON.stringify({ database: password, roles: testRoleSecret }));
      await migrate(databases, cluster.url, testRoleSecret);
      const running = await run();
      expect(running).toEqual({ code: 0, said: expect.stringContaining('training: 0 entries') });
      await cluster.stop();
      expect(await run()).toEqual(running);
      expect(existsSync(join(directory(), 'postmaster.pid'))).toBe(false);
    },
  );
});

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import pg from 'pg';
import { checkpointsIn, ForgedCheckpoint, readCheckpoint } from '#audit/checkpoint';
import { type AuditVerdict, type KeptCheckpoint, verifyAudit } from '#audit/verification';
import { EmbeddedCluster } from '#persistence/embedded-postgres';
import { readSettings, type Settings, StartError } from '#service-kit/config';
import { runProcess } from '#service-kit/process';
import { serviceNames } from '#service-kit/service-names';

const USAGE = `npm run audit:verify -- [--checkpoint FILE…] [--keys FILE]
  Reads the audit log of every service, of the database in DATABASE_URL (as its owner) or of LANGNGHE_DATA_DIR.
  --checkpoint FILE…  checkpoints that were kept elsewhere: as text, or as the API answered them
  --keys FILE         the keys of GET /v1/registry/audit/keys, kept elsewhere; else those of the database
Ends with 1 when something is wrong.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Compares the audit logs with their chains and with checkpoints, and says what is wrong at which position. */
await runProcess(async () => {
  const asked = options();
  if (asked.help) return say(USAGE);
  const source = await open(readSettings(process.env));
  const client = new pg.Client({ connectionString: source.url, application_name: 'langnghe-audit-verify' });
  try {
    await client.connect();
    const wrong = await verify(client, asked);
    say(wrong === 0 ? 'The audit logs are whole.' : `The audit logs are not whole. Faults: ${wrong}`);
    if (wrong > 0) process.exitCode = 1;
  } catch (error) {
    if ((error as { code?: string }).code !== '42P01') throw error;
    throw new StartError('This database has no chained audit log yet: migrate it first', { cause: error });
  } finally {
    await client.end();
    await source.close();
  }
});

interface Asked {
  help: boolean;
  files: string[];
  keys: string | undefined;
}

function options(): Asked {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        checkpoint: { type: 'string', multiple: true, default: [] },
        keys: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return { help: values.help, files: [...values.checkpoint, ...positionals], keys: values.keys };
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

/** The database to read: the one named, or that of the embedded installation, running or not. */
async function open(settings: Settings): Promise<{ url: string; close(): Promise<void> }> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, close: async () => undefined };
  const folder = resolve(settings.LANGNGHE_DATA_DIR);
  const secrets = await text(join(folder, 'secrets.json')).catch(() => {
    throw new StartError(
      `There is no installation in ${folder}; name it in LANGNGHE_DATA_DIR or DATABASE_URL`,
    );
  });
  const { database: password } = JSON.parse(secrets) as { database: string };
  return EmbeddedCluster.open({ directory: join(folder, 'postgresql'), password });
}

/** How many things are wrong. */
async function verify(client: pg.Client, { files, keys }: Asked): Promise<number> {
  const set = keys === undefined ? createLocalJWKSet(await keysOfDatabase(client)) : await keptKeys(keys);
  const { genuine, forged } = await sorted(await checkpoints(client, files), set);
  for (const line of forged) say(line);
  let wrong = forged.length;
  for (const name of serviceNames) {
    const own = genuine.filter(({ service }) => service === name);
    const verdict = await verifyAudit(client, name, own);
    report(name, verdict);
    wrong += verdict.findings.length;
  }
  return wrong;
}

function report(name: string, verdict: AuditVerdict): void {
  const { entries, sealed, waiting, oldestSeconds, head, checkpoints: compared, findings, notices } = verdict;
  const age = waiting > 0 ? ` (the oldest for ${Math.round(oldestSeconds)} s)` : '';
  say(
    `${name}: ${entries} entries, ${sealed} sealed, ${waiting} not yet${age}; ${compared} checkpoints; ` +
      `head ${head.position} ${head.hash}`,
  );
  for (const { position, wrong, text: what } of findings)
    say(`  WRONG at position ${position}, ${wrong}: ${what}`);
  for (const notice of notices) say(`  Note: ${notice}`);
}

/** Where each checkpoint was found: stored by the registry, or kept in a file. */
async function checkpoints(client: pg.Client, files: string[]): Promise<Map<string, string>> {
  const stored = await client.query<{ jws: string }>('SELECT jws FROM registry.audit_checkpoint');
  const found = new Map(stored.rows.map(({ jws }) => [jws, 'stored in the database']));
  for (const file of files) {
    const kept = checkpointsIn(await text(file));
    if (kept.length === 0) throw new StartError(`There is no checkpoint in ${file}`);
    for (const jws of kept) found.set(jws, file);
  }
  return found;
}

/** What the checkpoints say, and of those that are none why not. */
async function sorted(found: Map<string, string>, keys: ReturnType<typeof createLocalJWKSet>) {
  const genuine: KeptCheckpoint[] = [];
  const forged: string[] = [];
  for (const [jws, source] of found) {
    try {
      const claims = await readCheckpoint(jws, keys);
      if (serviceNames.some((name) => name === claims.service)) genuine.push({ ...claims, source });
      else
        forged.push(
          `WRONG, forged: a checkpoint (${source}) is of a service ${claims.service} that is not here`,
        );
    } catch (error) {
      if (!(error instanceof ForgedCheckpoint)) throw error;
      forged.push(
        `WRONG, forged: a checkpoint (${source}) was not signed by this installation: ${error.message}`,
      );
    }
  }
  return { genuine, forged };
}

async function keptKeys(file: string): Promise<ReturnType<typeof createLocalJWKSet>> {
  const kept = await text(file);
  try {
    return createLocalJWKSet(JSON.parse(kept) as JSONWebKeySet);
  } catch (error) {
    throw new StartError(`There are no keys in ${file}`, { cause: error });
  }
}

async function keysOfDatabase(client: pg.Client): Promise<JSONWebKeySet> {
  const { rows } = await client.query<{ kid: string; x: string }>(
    'SELECT id AS kid, x FROM registry.verification_key',
  );
  return { keys: rows.map((key) => ({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', ...key })) };
}

async function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new StartError(error.message, { cause: error });
  });
}

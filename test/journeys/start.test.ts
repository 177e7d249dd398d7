import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, startEmbeddedProcess } from './installation.js';

describe('npm start', () => {
  let folder: string;
  let product: Running;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'langnghe-start-'));
    product = await startEmbeddedProcess(folder);
  });
  afterAll(async () => {
    await product.stop('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  const signIn = async (username: string, password: string) =>
    fetch(`${product.url}/v1/registry/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
  const firstAdministrator = (): [string, string] => {
    const [, username, password] = /First administrator .*: (\S+) \/ (\S+)/.exec(product.output())!;
    return [username!, password!];
  };
  let administrator: [string, string];

  it('shows the first administrator once, with a password that is not fixed', async () => {
    administrator = firstAdministrator();
    expect(administrator[1].length).toBeGreaterThanOrEqual(20);
    expect((await signIn(...administrator)).status).toBe(201);
  });

  it('serves the API, its documentation and its health at one address', async () => {
    for (const path of ['/docs', '/openapi.json', '/health'])
      expect((await fetch(product.url + path)).status).toBe(200);
  });

  it('says so when it is started a second time on the same data', async () => {
    await expect(startEmbeddedProcess(folder)).rejects.toThrow(/Another process already runs on the data in/);
  });

  it('takes up again what it had after a kill -9, and does not show the password again', async () => {
    await product.stop('SIGKILL');
    product = await startEmbeddedProcess(folder);
    expect(product.output()).not.toContain('First administrator');
    expect((await signIn(...administrator)).status).toBe(201);
  });

  it('ends by itself on SIGTERM and on Ctrl-C', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      expect(await product.stop(signal)).toBe(0);
      expect(product.output()).toContain('Stopped.');
      product = await startEmbeddedProcess(folder);
    }
  });

  it('refuses a setting that it does not know', async () => {
    await expect(startEmbeddedProcess(folder, { LANGNGHE_TYPO: 'x' })).rejects.toThrow(
      /LANGNGHE_TYPO: there is no such setting/,
    );
  });
});

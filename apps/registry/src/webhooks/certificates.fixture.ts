import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certified } from './receiver.fixture.js';

/** An authority of a test's own, with which no browser would be content; made by OpenSSL. */
export class Authority {
  private constructor(private readonly folder: string) {}

  static found(): Authority {
    const authority = new Authority(mkdtempSync(join(tmpdir(), 'langnghe-ca-')));
    authority.openssl(
      'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Test-CA -keyout ca.key -out ca.pem',
    );
    return authority;
  }

  get certificate(): string {
    return readFileSync(this.at('ca.pem'), 'utf8');
  }

  /** A certificate for a name or address: `IP:127.0.0.1`, `DNS:hook.example.org`. */
  certify(alternative: string): Certified {
    writeFileSync(this.at('names.cnf'), `subjectAltName=${alternative}\n`);
    this.openssl('req -newkey rsa:2048 -nodes -subj /CN=receiver -keyout own.key -out own.csr');
    this.openssl(
      'x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile names.cnf -out own.pem',
    );
    return { key: readFileSync(this.at('own.key'), 'utf8'), cert: readFileSync(this.at('own.pem'), 'utf8') };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private at(name: string): string {
    return join(this.folder, name);
  }

  private openssl(line: string): void {
    execFileSync('openssl', line.split(' '), { cwd: this.folder, stdio: 'pipe' });
  }
}

import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Problem } from '#contracts/problem';

/** argon2id at OWASP's minimum: 19 MiB, two passes, one lane; some 20 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash of the same cost that no password has: verified in place of an account that does not exist. */
export const NOBODYS = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Hashes run on the four threads of libuv: half of them stay free for files and name lookups. */
const AT_ONCE = 2;
/** Some ten seconds of work; whoever comes after that should come again. */
const MAY_WAIT = 1_000;

/** A password that someone else hands over: 120 bits in 20 characters. */
export const randomPassword = (): string => randomBytes(15).toString('base64url');

/** Hashes and compares passwords, a few at a time, whatever the number of callers. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normal(password), cost));
  }

  /** Takes as long when there is nothing to compare with. */
  verify(stored: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(() => verify(stored ?? NOBODYS, normal(password)));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= MAY_WAIT) {
      throw Problem.of('service.unavailable', {
        detail: 'Too many sign-ins at this moment',
        retryAfterSeconds: 5,
      });
    }
    if (this.running < AT_ONCE) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** Keyboards differ in how they compose Vietnamese letters; the password is the same. */
const normal = (password: string): string => password.normalize('NFC');

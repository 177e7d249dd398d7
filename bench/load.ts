import { randomUUID } from 'node:crypto';
import { Agent, request as send } from 'node:http';
import { quantile } from './harness.js';
import { answerParent } from './processes.js';

/** What to send: the requests in turn, `count` altogether, `inFlight` at a time. */
export interface Load {
  url: string;
  /** Without a token nobody is signed in. */
  requests: { token: string; body: string }[];
  count: number;
  inFlight: number;
}

export interface Loaded {
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Bytes of the last answer. */
  answerBytes: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(url: string, token: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': randomUUID(),
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const request = send(url, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (answer.statusCode === 201 || answer.statusCode === 200) resolve(bytes.length);
        else reject(new Error(`${answer.statusCode}: ${bytes.toString().slice(0, 500)}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

answerParent(async ({ url, requests, count, inFlight }: Load): Promise<Loaded> => {
  const times: number[] = [];
  let [sent, answerBytes] = [0, 0];
  const lane = async (): Promise<void> => {
    while (sent < count) {
      const { token, body } = requests[sent++ % requests.length]!;
      const began = performance.now();
      answerBytes = await post(url, token, body);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lane));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  return { seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), answerBytes };
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type KubernetesObject, kubernetesProcesses, objectsOf, type Process } from './deployment.js';

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: 'In'; values: string[] }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port: number | string; endPort?: number }[];
}

const key = 'app.kubernetes.io/name';
const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, name: string): boolean =>
  Object.entries(matchLabels).every(([label, value]) => label === key && value === name) &&
  matchExpressions.every(({ key: label, values }) => label === key && values.includes(name));

let policies: KubernetesObject[];
let processes: Process[];
let httpPorts: Record<string, number>;
beforeAll(async () => {
  policies = await objectsOf('k8s/base', 'NetworkPolicy');
  processes = await kubernetesProcesses();
  httpPorts = Object.fromEntries(processes.map(({ name, literals }) => [name, Number(literals['PORT'])]));
});

/** Whether the policies let `name` send to, or hear, `peer` on `port`; a peer outside the namespace has no name. */
function lets(
  direction: 'ingress' | 'egress',
  name: string,
  peer: string | undefined,
  port: number,
): boolean {
  const rules = policies
    .filter(({ spec }) => selects(spec.podSelector, name))
    .flatMap(({ spec }) => (spec[direction] ?? []) as Rule[]);
  return rules.some(({ from, to, ports }) => {
    const peers = from ?? to;
    const reachesPeer =
      !peers || peers.some(({ podSelector }) => peer && podSelector && selects(podSelector, peer));
    const reachesPort = ports?.some(({ port: first, endPort }) => {
      const low = first === 'http' ? httpPorts[name]! : Number(first);
      return low <= port && port <= (endPort ?? low);
    });
    return reachesPeer && (reachesPort ?? true);
  });
}
const connects = (from: string, to: string): boolean =>
  lets('egress', from, to, httpPorts[to]!) && lets('ingress', to, from, httpPorts[to]!);

const inside = ['registry', 'reporting', 'survey', 'training'];

describe('the network policies', () => {
  it('forbid everything at first', () => {
    const [first] = policies.filter(({ metadata }) => metadata.name === 'nothing-by-default');
    expect(first!['spec']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('let clients reach the gateway and nothing else', () => {
    for (const { name } of processes)
      expect(lets('ingress', name, undefined, httpPorts[name]!)).toBe(name === 'gateway');
  });

  it('let the gateway reach every service, and services the keys of the registry', () => {
    for (const service of inside) {
      expect(connects('gateway', service)).toBe(true);
      expect(connects(service, 'registry')).toBe(true);
    }
  });

  it('keep the other processes from each other', () => {
    for (const { name: from } of processes) {
      for (const { name: to } of processes) {
        const wanted =
          (from === 'gateway' && inside.includes(to)) || (inside.includes(from) && to === 'registry');
        if (httpPorts[to])
          expect({ from, to, connects: connects(from, to) }).toEqual({ from, to, connects: wanted });
      }
    }
  });

  it('let each process reach the servers whose address it is given, and no others', () => {
    const servers = { DATABASE_URL: 5432, RABBITMQ_URL: 5672, REDIS_URL: 6379 };
    for (const { name, secrets } of processes) {
      for (const [variable, port] of Object.entries(servers)) {
        const given = Object.keys(secrets).some((secret) => secret.endsWith(variable));
        expect({ name, variable, reached: lets('egress', name, undefined, port) }).toEqual({
          name,
          variable,
          reached: given,
        });
      }
    }
  });
});

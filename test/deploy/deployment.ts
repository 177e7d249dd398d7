import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { portsFrom } from '../../apps/standalone/src/services.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** The port of each process, as on one host. */
export const ports: Record<string, number> = portsFrom(3000);

export type Environment = Record<string, string>;

/** One of our processes, as a deployment describes it. */
export interface Process {
  name: string;
  image: string;
  command: string[];
  /** Variables whose value stands in the file. */
  literals: Environment;
  /** Variables whose value is a secret: variable → key in `.env`. */
  secrets: Record<string, string>;
  /** Secrets that an installation may leave out. */
  optional: string[];
}

interface ComposeService {
  image: string;
  user?: string;
  command?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  restart?: string;
  environment: Record<string, string | null>;
  networks: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { test?: string[]; disable?: boolean };
}

/** The compose file, with merged keys. */
export async function readCompose(): Promise<{ services: Record<string, ComposeService> }> {
  return parse(await read('docker-compose.yml'), { merge: true });
}

/** Every `.env` key that the compose file refuses to start without. */
export async function composeSecrets(): Promise<string[]> {
  return [
    ...new Set([...(await read('docker-compose.yml')).matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name!)),
  ];
}

/** Our processes in docker-compose.yml. */
export async function composeProcesses(): Promise<Process[]> {
  const { services } = await readCompose();
  return Object.entries(services)
    .filter(([, { command }]) => command?.[0] === 'node')
    .map(([name, { image, command, environment }]) => {
      const values = Object.entries(environment);
      const secretOf = (value: string | null): string | undefined => value?.match(/^\$\{(\w+):\?\}$/)?.[1];
      return {
        name,
        image,
        command: command!,
        literals: Object.fromEntries(
          values
            .filter(([, value]) => value !== null && !secretOf(value))
            .map(([key, value]) => [key, value!.replace(/\$\{\w+:-([^}]*)\}/, '$1')]),
        ),
        secrets: Object.fromEntries(
          values.flatMap(([key, value]) => (secretOf(value) ? [[key, secretOf(value)!]] : [])),
        ),
        optional: values.filter(([, value]) => value === null).map(([key]) => key),
      };
    });
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  // Each kind has its own shape; the compiler judges it by the types of kubernetes-types.
  // oxlint-disable-next-line no-explicit-any
  [field: string]: any;
}

/** Every object of a kustomization folder by file, the kustomization itself included. */
export async function readObjects(folder: string): Promise<Map<string, KubernetesObject[]>> {
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.yaml'));
  const objects = new Map<string, KubernetesObject[]>();
  for (const file of files) {
    const documents = parseAllDocuments(await read(join(folder, file)));
    objects.set(
      file,
      documents.map((document) => {
        if (document.errors.length > 0) throw document.errors[0];
        return document.toJS();
      }),
    );
  }
  return objects;
}

export async function objectsOf(folder: string, ...kinds: string[]): Promise<KubernetesObject[]> {
  return [...(await readObjects(folder)).values()].flat().filter(({ kind }) => kinds.includes(kind));
}

/** The variables that a folder's kustomization generates. */
export async function configOf(folder: string): Promise<Environment> {
  const { configMapGenerator } = parse(await read(join(folder, 'kustomization.yaml')));
  return Object.fromEntries(
    configMapGenerator[0].literals.map((line: string) => line.split(/=(.*)/s).slice(0, 2)),
  );
}

/** Our processes in k8s/base. */
export async function kubernetesProcesses(): Promise<Process[]> {
  const config = await configOf('k8s/base');
  return (await objectsOf('k8s/base', 'Deployment', 'Job')).map(({ metadata, spec }) => {
    const [container] = spec.template.spec.containers;
    const given: {
      name: string;
      value?: string;
      valueFrom?: { secretKeyRef: { key: string; optional?: boolean } };
    }[] = container.env;
    const references = given.flatMap(({ name, valueFrom }) =>
      valueFrom ? [{ ...valueFrom.secretKeyRef, name }] : [],
    );
    return {
      name: metadata.name,
      image: container.image,
      command: container.command,
      literals: {
        ...(container.envFrom && config),
        ...Object.fromEntries(
          given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
        ),
      },
      secrets: Object.fromEntries(
        references.filter(({ optional }) => !optional).map(({ name, key }) => [name, key]),
      ),
      optional: references.filter(({ optional }) => optional).map(({ name }) => name),
    };
  });
}

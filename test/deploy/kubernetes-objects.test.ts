import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type KubernetesObject, readObjects } from './deployment.js';

const root = join(import.meta.dirname, '../..');
const folders = ['k8s/base', 'k8s/overlays/example'];

/** Where kubernetes-types, which are generated from the OpenAPI document of Kubernetes, describe an object. */
function typeOf({ apiVersion, kind }: KubernetesObject): string {
  const [version, group] = apiVersion.split('/').toReversed() as [string, string | undefined];
  return `import('kubernetes-types/${group?.split('.')[0] ?? 'core'}/${version}').${kind}`;
}

/** What the compiler says of the objects as literals of their types: missing, unknown and mistyped fields. */
function faultsOf(objects: KubernetesObject[]): string[] {
  const source = objects
    .map((object, index) => `const object${index}: ${typeOf(object)} = ${JSON.stringify(object)};`)
    .join('\n');
  const path = join(root, 'objects.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => file === path || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === path ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest);
  const program = ts.createProgram([path], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, start }) =>
        `${ts.flattenDiagnosticMessageText(messageText, ' ')} (at ${source.slice(start, (start ?? 0) + 30)})`,
    );
}

describe('the objects of Kubernetes', () => {
  it('have the fields that Kubernetes knows, of the right types', async () => {
    const objects: KubernetesObject[] = [];
    for (const folder of folders) objects.push(...[...(await readObjects(folder)).values()].flat());
    const ours = objects.filter(({ kind }) => kind !== 'Kustomization');
    expect(ours.length).toBeGreaterThan(20);
    expect(faultsOf(ours)).toEqual([]);
  });

  it('would not get away with a misspelt field, a wrong type or a missing one', () => {
    const apiVersion = 'v1';
    const metadata = { name: 'planted' };
    expect(
      faultsOf([
        { apiVersion, kind: 'Service', metadata, spec: { ports: [{ port: 1, targtPort: 'http' }] } },
      ])[0],
    ).toContain('targtPort');
    expect(
      faultsOf([{ apiVersion, kind: 'Service', metadata, spec: { ports: [{ port: '1' }] } }])[0],
    ).toContain('not assignable');
    expect(
      faultsOf([{ apiVersion, kind: 'Pod', metadata, spec: { containers: [{ image: 'a' }] } }])[0],
    ).toContain('name');
    expect(faultsOf([{ apiVersion: 'apps/v2', kind: 'Deployment', metadata }])).not.toEqual([]);
  });

  it.each(folders)('%s holds no secret, and lists every file it has', async (folder) => {
    const files = await readObjects(folder);
    expect([...files.values()].flat().filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const [kustomization] = files.get('kustomization.yaml')!;
    const listed = (kustomization!['resources'] as string[]).filter((path) => path.endsWith('.yaml'));
    expect(listed.toSorted()).toEqual(
      [...files.keys()].filter((file) => file !== 'kustomization.yaml').toSorted(),
    );
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!kubectl) console.warn('SKIPPED: kubectl is not installed; the kustomizations are not rendered');

describe.skipIf(!kubectl)('kustomize', () => {
  it.each(folders)('renders %s', (folder) => {
    const rendered = execFileSync('kubectl', ['kustomize', join(root, folder)], { encoding: 'utf8' });
    const objects = parseAllDocuments(rendered).map((document) => document.toJS() as KubernetesObject);
    expect(faultsOf(objects)).toEqual([]);
    const images = objects
      .filter(({ kind }) => ['Deployment', 'Job'].includes(kind))
      .map(({ spec }) => spec.template.spec.containers[0].image);
    expect(new Set(images).size).toBe(1);
  });
});

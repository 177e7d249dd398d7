import { readDocument } from '../../apps/gateway/src/document.js';
import type { ServiceName } from '#service-kit/service-names';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
}

/** An operation as openapi.json describes it. */
export interface Operation {
  /** `registry.people.list` */
  id: string;
  service: ServiceName;
  method: Method;
  /** `/v1/registry/people/{id}` */
  path: string;
  /** What `x-permission` says; `public` where anyone may call it. */
  permission: string;
  /** Statuses of its answers. */
  statuses: number[];
  /** A JSON body. */
  takesBody: boolean;
  /** Media types of a body that is a file. */
  takesFiles: string[];
  /** Fields that its body must have. */
  required: string[];
  guarded: boolean;
  repeatable: boolean;
  pathParameters: string[];
  queryParameters: string[];
  /** Fields of its answer, at the top. */
  answers: string[];
}

interface Schema {
  $ref?: string;
  required?: string[];
  properties?: object;
}

const JSON_TYPE = 'application/json';

type Content = Partial<Record<'application/json', { schema: Schema }>>;

interface Described {
  operationId: string;
  'x-permission': string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

/** Every operation of the committed document. */
export function operations(): Operation[] {
  const document = readDocument();
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const resolved = (content: Content | undefined): Schema | undefined => {
    const schema = content?.['application/json']?.schema;
    return schema?.$ref ? schemas[schema.$ref.split('/').at(-1)!] : schema;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as unknown as Record<string, Described>).map(([method, described]) => {
      const parameters = described.parameters ?? [];
      const bodyTypes = Object.keys(described.requestBody?.content ?? {});
      const named = (where: Parameter['in']): string[] =>
        parameters.filter((parameter) => parameter.in === where).map(({ name }) => name);
      return {
        id: described.operationId,
        service: described.operationId.split('.')[0] as ServiceName,
        method: method.toUpperCase() as Method,
        path,
        permission: described['x-permission'],
        statuses: Object.keys(described.responses).map(Number),
        takesBody: bodyTypes.includes(JSON_TYPE),
        takesFiles: bodyTypes.filter((type) => type !== JSON_TYPE),
        required: resolved(described.requestBody?.content)?.required ?? [],
        guarded: named('header').includes('If-Match'),
        repeatable: named('header').includes('Idempotency-Key'),
        pathParameters: named('path'),
        queryParameters: named('query'),
        answers: Object.entries(described.responses)
          .filter(([status]) => status.startsWith('2'))
          .flatMap(([, { content }]) => Object.keys(resolved(content)?.properties ?? {})),
      };
    }),
  );
}

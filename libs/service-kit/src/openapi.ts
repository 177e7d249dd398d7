import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { ProblemDetails } from '#contracts/problem';

interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
  tags?: string[];
  'x-permission'?: string;
  'x-problems'?: Record<string, string[]>;
}

const problemContent = (codes: string[]): unknown => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Answers to a body that no route can read, whatever it is for. */
const unreadable = { 413: ['request.too-large'], 415: ['request.unsupported-media-type'] };

/** Finishes a service's document: operation ids and tags carry the service, problems become responses, security is said. */
export function describeService(service: string, document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(path) as unknown as [string, Operation][]) {
      if (!operation.operationId) continue;
      const [noun] = operation.operationId.split('.');
      operation.operationId = `${service}.${operation.operationId}`;
      operation.tags = [`${service}: ${noun}`];
      operation.security = operation['x-permission'] === 'public' ? [] : [{ bearer: [] }];
      for (const [status, codes] of Object.entries({
        ...operation['x-problems'],
        ...(method !== 'get' && unreadable),
      })) {
        operation.responses[status] = problemContent(codes);
      }
      delete operation['x-problems'];
    }
  }
  const problem = z.toJSONSchema(ProblemDetails, { io: 'output' }) as Record<string, unknown>;
  delete problem['$schema'];
  delete problem['id'];
  const schemas = ((document.components ??= {}).schemas ??= {});
  schemas['Problem'] = problem as never;
  return document;
}

/** One document for the gateway out of those of the services. Equal component names must mean equal schemas. */
export function mergeDocuments(documents: OpenAPIObject[], info: OpenAPIObject['info']): OpenAPIObject {
  const merged: OpenAPIObject = {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    tags: [],
    paths: {},
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {},
    },
  };
  const schemas = merged.components!.schemas!;
  // What operators use comes after what the work needs.
  const paths = documents.flatMap((document) => Object.entries(document.paths));
  const forOperators = ([path]: [string, unknown]): boolean =>
    /\/(jobs|dead-letters|audit|audit-entries)(\/|$)/.test(path);
  Object.assign(
    merged.paths,
    Object.fromEntries([...paths.filter((p) => !forOperators(p)), ...paths.filter(forOperators)]),
  );
  for (const document of documents) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      if (name in schemas && JSON.stringify(schemas[name]) !== JSON.stringify(schema)) {
        throw new Error(`Two services mean different things by the schema ${name}`);
      }
      schemas[name] = schema;
    }
  }
  return merged;
}

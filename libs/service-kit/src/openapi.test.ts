import type { OpenAPIObject } from '@nestjs/swagger';
import { describe, expect, it } from 'vitest';
import { describeService, mergeDocuments } from './openapi.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const info = { title: 'Lắng Nghe', version: '1' };
const document = (path: string, schemas: Schemas, operation: object = {}): OpenAPIObject => ({
  openapi: '3.1.0',
  info,
  paths: { [path]: { get: { operationId: 'areas.list', responses: {}, ...operation } } },
  components: { schemas },
});
const merge = (...documents: OpenAPIObject[]) => mergeDocuments(documents, info);

describe('the merged document', () => {
  it('has the paths and schemas of all services', () => {
    const merged = merge(
      document('/v1/registry/areas', { Area: { type: 'object' } }),
      document('/v1/survey/plans', { SurveyPlan: { type: 'object' } }),
    );
    expect(Object.keys(merged.paths)).toEqual(['/v1/registry/areas', '/v1/survey/plans']);
    expect(Object.keys(merged.components!.schemas!)).toEqual(['Area', 'SurveyPlan']);
    expect(merged).toMatchObject({ info, components: { securitySchemes: { bearer: { scheme: 'bearer' } } } });
  });

  it('has a schema of two services once, when they mean the same', () => {
    const job: Schemas = { Job: { type: 'object', required: ['id'] } };
    expect(merge(document('/a', job), document('/b', structuredClone(job))).components!.schemas).toEqual(job);
  });

  it('is refused when two services mean different things by one name', () => {
    const one = document('/a', { Job: { type: 'object' } });
    const other = document('/b', { Job: { type: 'string' } });
    expect(() => merge(one, other)).toThrow('Two services mean different things by the schema Job');
  });
});

describe('the document of a service', () => {
  const described = (operation: object) =>
    describeService('registry', document('/v1/registry/areas', {}, operation)).paths['/v1/registry/areas']!
      .get!;

  it('names operations and tags after the service', () => {
    expect(described({ 'x-permission': 'area.read' })).toMatchObject({
      operationId: 'registry.areas.list',
      tags: ['registry: areas'],
      security: [{ bearer: [] }],
    });
    expect(described({ 'x-permission': 'public' }).security).toEqual([]);
  });

  it('turns the problems of a route into answers', () => {
    const operation = described({ 'x-problems': { 409: ['period.closed', 'resource.conflict'] } });
    expect(operation.responses['409']).toEqual({
      description: '`period.closed`, `resource.conflict`',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(operation).not.toHaveProperty('x-problems');
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient, TestService } from '#testing/test-service';
import { startRegistry } from '../areas/units.fixture.js';
import { template, templates } from './contracts.fixture.js';

describe('a contract template', () => {
  let service: TestService;
  let registrar: TestClient;
  beforeAll(async () => {
    service = await startRegistry();
    registrar = service.as('registrar');
  });
  afterAll(() => service?.close());

  it('is kept in editions, of which none changes', async () => {
    const first = await registrar.post(templates, template);
    expect(first).toMatchObject({ status: 201, body: { ...template, edition: 1 } });
    const second = await registrar.post(templates, { ...template, coefficient: 0.4 });
    expect(second.body).toMatchObject({ edition: 2, coefficient: 0.4 });
    expect((await registrar.get(`${templates}/${first.body.id}`)).body).toEqual(first.body);
    const { body } = await registrar.get(`${templates}?filter[code][eq]=${template.code}`);
    expect(body.items.map(({ edition }: { edition: number }) => edition)).toEqual([2, 1]);
    expect((await registrar.get(`${templates}/${randomUUID()}`)).status).toBe(404);
  });

  it('has an edition of each number once, however many add one at a time', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => registrar.post(templates, { ...template, code: 'cung-luc' })),
    );
    const editions = answers.filter(({ status }) => status === 201).map(({ body }) => body.edition);
    expect(editions.toSorted()).toEqual(editions.map((_, index) => index + 1));
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it('is refused with every placeholder that nothing stands for', async () => {
    const answer = await registrar.post(templates, {
      ...template,
      grounds: ['Căn cứ {{luat}};'],
      articles: [
        { heading: 'Điều {{fullName}}', paragraphs: ['Đúng {{startsOn}}', 'Sai {{cccd}} và {{endsOn'] },
      ],
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'contract-template.placeholder' } });
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'grounds.0',
      'articles.0.paragraphs.1',
      'articles.0.paragraphs.1',
    ]);
  });

  it('is the registrar’s, and the office reads it', async () => {
    for (const role of ['editor', 'approver', 'collaborator', 'reviewer'] as const)
      expect((await service.as(role).post(templates, template)).status, role).toBe(403);
    expect((await service.as('approver').get(templates)).status).toBe(200);
    expect((await service.as('collaborator').get(templates)).status).toBe(403);
  });
});

import { randomUUID } from 'node:crypto';
import type { CaseAssignment, FieldInterviewer } from '#contracts/assignments';
import { certificateChanged } from '#contracts/certificates';
import type { FieldCase } from '#contracts/field-cases';
import type { NewEvent } from '#contracts/event';
import { ifMatch, type TestClient, type TestService } from '#testing/test-service';

export const course = 'PV-CO-BAN';

/** Training gives somebody a certificate, or changes it. */
export function certificateOf(
  personId: string,
  {
    id = randomUUID(),
    version = 1,
    ...facts
  }: Partial<{
    id: string;
    version: number;
    validFrom: string;
    validTo: string | null;
    state: 'valid' | 'revoked';
    courseCode: string;
  }> = {},
): NewEvent {
  return certificateChanged.of(id, version, {
    id,
    personId,
    courseId: randomUUID(),
    courseCode: course,
    courseTitle: 'Phỏng vấn cơ bản',
    number: '17/2026',
    validFrom: '2026-01-01',
    validTo: null,
    state: 'valid',
    ...facts,
  });
}

/** What the office does for the interviewers of a survey. */
export class Field {
  constructor(
    readonly service: TestService,
    readonly planId: string,
  ) {}

  /** A survey with as many cases as are asked for, for whose interviewers one course counts. */
  static async staffed(service: TestService, planId: string, cases: number): Promise<Field> {
    const field = new Field(service, planId);
    await field.editor.put(`${field.at}/field-rules`, { courseCodes: [course], caseload: 48 }, ifMatch(0));
    const { body } = await field.editor.get(`${field.at}/samples`);
    await field.editor.post(`${field.at}/field-cases`, {
      sampleId: body.items[0].id,
      cases: Array.from({ length: cases }, (_, at) => ({ unit: at + 1, label: `Số ${at + 1}, khối 5` })),
    });
    return field;
  }

  get at(): string {
    return `/v1/survey/plans/${this.planId}`;
  }
  get editor(): TestClient {
    return this.service.as('editor');
  }

  async cases(client = this.editor): Promise<FieldCase[]> {
    const list = `/v1/survey/field-cases?limit=100&filter[planId][eq]=${this.planId}`;
    const all: FieldCase[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await client.get(next ? `${list}&cursor=${next}` : list);
      all.push(...body.items);
      next = body.next;
    }
    return all;
  }

  assign(personId: string, caseIds: string[], more: object = {}) {
    return this.editor.post(`${this.at}/assignments`, { personId, caseIds, ...more });
  }

  async assignments(client = this.editor): Promise<CaseAssignment[]> {
    return (await client.get(`${this.at}/assignments?limit=100`)).body.items;
  }

  async interviewers(client = this.editor): Promise<FieldInterviewer[]> {
    return (await client.get(`${this.at}/interviewers`)).body.items;
  }

  /** Somebody without a role, who holds a certificate, and who was given these cases. */
  async interviewer(caseIds: string[] = []): Promise<{ personId: string; client: TestClient }> {
    const personId = randomUUID();
    await this.service.publish(certificateOf(personId));
    if (caseIds.length > 0) {
      const { status, body } = await this.assign(personId, caseIds);
      if (status !== 201) throw new Error(JSON.stringify(body));
    }
    return { personId, client: this.service.as([], { personId }) };
  }
}

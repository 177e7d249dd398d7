import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ContactAttemptText } from '#contracts/field-cases';
import type { InterviewSave } from '#contracts/interviews';
import { afterInterview, latestFirst } from './interviews.rules.js';
import { responseIdOf } from './response-link.rules.js';

const saved = (more: Partial<InterviewSave> = {}): InterviewSave => ({
  caseId: 'a',
  save: 1,
  questionnaireId: 'q',
  answers: {},
  complete: true,
  heldOn: '2026-04-02',
  partOfDay: 'morning',
  mode: 'visit',
  ...more,
});
const contact = (
  outcome: ContactAttemptText['outcome'],
  more: Partial<ContactAttemptText> = {},
): ContactAttemptText => ({
  heldOn: '2026-04-02',
  partOfDay: 'morning',
  mode: 'visit',
  firm: false,
  outcome,
  ...more,
});
const untouched = { disposition: 'not-attempted', settled: false } as const;

it('of the saves of an interview the latest comes first', () => {
  const saves = [saved({ save: 2 }), saved({ caseId: 'b' }), saved({ save: 3 }), saved()];
  expect(latestFirst(saves)).toEqual([[2, 0, 3], [1]]);
});

describe('an interview', () => {
  it('is a contact of its sitting, which more saves bring to more', () => {
    const first = afterInterview(untouched, [], saved({ complete: false }));
    expect(first.standing).toEqual({ disposition: 'partial', settled: false });
    expect(first.contact).toMatchObject({ known: null, text: { outcome: 'partial' } });
    const partial = contact('partial');
    const same = afterInterview(first.standing, [partial], saved({ save: 2, complete: false }));
    expect(same).toEqual({ standing: first.standing, contact: null });
    const done = afterInterview(first.standing, [partial], saved({ save: 3 }));
    expect(done.standing).toEqual({ disposition: 'complete', settled: true });
    expect(done.contact).toMatchObject({ known: partial, text: { outcome: 'complete' } });
  });

  it('on another day is another contact', () => {
    const done = afterInterview(
      { disposition: 'partial', settled: false },
      [contact('partial')],
      saved({ heldOn: '2026-04-03' }),
    );
    expect(done.contact?.known).toBeNull();
  });

  it('changes nothing of a case that is complete, and is refused where nobody goes again', () => {
    const complete = { disposition: 'complete', settled: true } as const;
    expect(afterInterview(complete, [contact('complete')], saved())).toEqual({
      standing: complete,
      contact: null,
    });
    const firm = contact('refusal', { heldOn: '2026-04-01', firm: true });
    expect(() => afterInterview({ disposition: 'refusal', settled: true }, [firm], saved())).toThrow(
      expect.objectContaining({ code: 'field-case.settled' }),
    );
  });
});

it('the id of a response is the same for a case and a key, and like any other', () => {
  const [key, other, caseId] = [randomBytes(32), randomBytes(32), randomUUID()];
  const ids = [
    responseIdOf(key, caseId),
    responseIdOf(other, caseId),
    ...Array.from({ length: 200 }, () => responseIdOf(key, randomUUID())),
  ];
  expect(ids[0]).toBe(responseIdOf(key, caseId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true);
  // HMAC-SHA-256, its first 16 bytes: surveys in the field have their ids from it.
  const known = responseIdOf(Buffer.alloc(32, 7), '00000000-0000-4000-8000-000000000001');
  expect(known).toBe('d1e894de-b6f8-4d5a-b61f-13f04ffbb50d');
});

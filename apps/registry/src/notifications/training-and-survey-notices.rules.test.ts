import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateExpiring } from '#contracts/certificates';
import { conferenceTold } from '#contracts/conference-events';
import { classTold } from '#contracts/participants';
import { casesAssigned } from '#contracts/survey-events';
import { noticesOf } from './notices.fixture.js';

const id = randomUUID();
const personId = randomUUID();
const organisationId = randomUUID();

describe('a class', () => {
  it('is told to those who were invited, and what is in writing with the day by which to read it', () => {
    const facts = {
      classId: id,
      personIds: [personId],
      courseTitle: 'Phương pháp phỏng vấn',
      startsOn: '2026-05-04',
      endsOn: '2026-05-09',
    };
    const spoken = ['invited', 'placed', 'changed', 'cancelled', 'soon'] as const;
    const written = ['sent', 'unread', 'answered'] as const;
    const titles = [...spoken, ...written].map((what) => {
      const isWritten = (written as readonly string[]).includes(what);
      const notices = noticesOf(classTold.of(id, 1, { ...facts, what }));
      const link = `/v1/training/classes/${id}${isWritten ? '/guidance' : ''}`;
      expect(notices).toMatchObject([{ kind: 'class.invitation', to: { persons: [personId] }, link }]);
      const of = isWritten ? 'Hướng dẫn “%”, hạn đọc 09/05/2026.' : 'Lớp “%” ngày 04/05/2026.';
      expect(notices[0]!.text).toContain(of.replace('%', 'Phương pháp phỏng vấn'));
      return notices[0]!.title;
    });
    expect(new Set(titles).size).toBe(8);
  });
});

describe('a conference', () => {
  it('is told to those who are to come, by the clock of Vietnam', () => {
    const facts = {
      conferenceId: id,
      personIds: [personId],
      title: 'Giao ban',
      startsAt: '2026-05-03T18:30:00Z',
    };
    const titles = (['invited', 'changed', 'cancelled', 'soon'] as const).map((what) => {
      const notices = noticesOf(conferenceTold.of(id, 1, { ...facts, what }));
      expect(notices).toMatchObject([
        {
          kind: 'conference.invitation',
          to: { persons: [personId] },
          link: `/v1/training/conferences/${id}`,
        },
      ]);
      expect(notices[0]!.text).toContain('Giao ban, 01:30 ngày 04/05/2026.');
      return notices[0]!.title;
    });
    expect(new Set(titles).size).toBe(4);
  });
});

describe('a certificate that ends soon', () => {
  it('is told to its holder, and to the superiors without saying whose it is', () => {
    const facts = {
      courseTitle: 'Phương pháp phỏng vấn',
      number: '7/2026',
      validTo: '2026-12-31',
      daysLeft: 30,
    };
    const event = certificateExpiring.of(id, 1, {
      certificateId: id,
      personId,
      appointmentIds: [organisationId],
      ...facts,
    });
    const [own, superior] = noticesOf(event);
    expect(own).toMatchObject({ to: { persons: [personId] }, link: `/v1/training/certificates/${id}` });
    expect(superior).toMatchObject({ to: { superiorsOf: [organisationId] } });
    expect(JSON.stringify(superior)).not.toMatch(new RegExp(`${personId}|7/2026`));
  });
});

describe('cases of a survey', () => {
  it('are told to who was given them, or from whom they were taken: how many, and for which days', () => {
    const facts = {
      planId: id,
      personId,
      title: 'Chuyển đổi số',
      fieldStartsOn: '2026-05-04',
      fieldEndsOn: '2026-05-20',
    };
    const texts = [
      [3, 0],
      [0, 2],
    ].map(([given, taken]) => {
      const [notice, ...others] = noticesOf(
        casesAssigned.of(id, 7, { ...facts, given: given!, taken: taken! }),
      );
      expect(others).toEqual([]);
      expect(notice).toMatchObject({
        kind: 'fieldwork.assigned',
        to: { persons: [personId] },
        link: `/v1/survey/plans/${id}/assignments`,
      });
      return notice!.text;
    });
    expect(texts).toEqual([
      'Bạn được giao thêm 3 trường hợp của cuộc “Chuyển đổi số” (thực địa 04/05/2026 – 20/05/2026).',
      '2 trường hợp không còn do bạn phụ trách của cuộc “Chuyển đổi số” (thực địa 04/05/2026 – 20/05/2026).',
    ]);
  });
});

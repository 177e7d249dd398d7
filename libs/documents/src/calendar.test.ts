import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarOf, type CalendarEvent } from './calendar.js';

const stamp = new Date('2026-03-01T10:20:30.456Z');
const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'conference-1@langnghe',
  version: 3,
  title: 'Giao ban dư luận xã hội',
  from: '2026-03-02T00:30:00.000Z',
  to: '2026-03-02T04:00:00.000Z',
  location: 'Hội trường tỉnh',
  url: null,
  cancelled: false,
  ...changes,
});
const parsed = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as never)
    .getAllSubcomponents('vevent')
    .map((component) => ({ component, event: new ICAL.Event(component) }));

describe('a calendar', () => {
  it('says moments in UTC and whole days to their end', () => {
    const text = calendarOf('Lịch', [event(), event({ from: '2026-02-27', to: '2026-02-28' })], stamp);
    const [moment, days] = parsed(text);
    expect(moment!.event.startDate.toJSDate().toISOString()).toBe('2026-03-02T00:30:00.000Z');
    expect(moment!.event.endDate.toJSDate().toISOString()).toBe('2026-03-02T04:00:00.000Z');
    expect(moment!.event.startDate.zone.tzid).toBe('UTC');
    expect(moment!.event).toMatchObject({ uid: 'conference-1@langnghe', sequence: 3 });
    expect(moment!.component.getFirstPropertyValue('dtstamp')!.toString()).toBe('2026-03-01T10:20:30Z');
    expect(days!.event.startDate).toMatchObject({ isDate: true, year: 2026, month: 2, day: 27 });
    // The end is exclusive.
    expect(days!.event.endDate).toMatchObject({ isDate: true, year: 2026, month: 3, day: 1 });
  });

  it('gives every text back as it was, whatever stands in it', () => {
    const texts = [
      'Hội nghị; giao ban, tháng 3: "khẩn" \\ nội bộ',
      'Dòng một\nDòng hai\r\nDòng ba',
      'END:VEVENT\nBEGIN:VALARM',
      'Đại biểu '.repeat(60).trim(),
      '🌾'.repeat(90),
      'a'.repeat(64) + 'ệ'.repeat(40),
    ];
    const text = calendarOf(
      texts[0]!,
      texts.map((title) => event({ title, location: title })),
      stamp,
    );
    const back = parsed(text);
    expect(back).toHaveLength(texts.length);
    for (const [index, { event: one }] of back.entries()) {
      const expected = texts[index]!.replace(/\r\n/g, '\n');
      expect([one.summary, one.location]).toEqual([expected, expected]);
    }
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('says what was called off, and where to join', () => {
    const url = 'https://hop.example.vn/p?a=1;b=2,3';
    const [one] = parsed(calendarOf('Lịch', [event({ cancelled: true, url, location: null })], stamp));
    expect(one!.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(one!.component.getFirstPropertyValue('url')).toBe(url);
    expect(one!.component.getFirstPropertyValue('location')).toBeNull();
    expect(parsed(calendarOf('Lịch', [], stamp))).toEqual([]);
  });
});

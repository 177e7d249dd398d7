/** An event of a calendar. Either both are moments in UTC (`2026-03-02T00:30:00.000Z`), or both days, the last one inclusive. */
export interface CalendarEvent {
  /** The same for as long as the event is the same. */
  uid: string;
  version: number;
  title: string;
  from: string;
  to: string;
  location: string | null;
  url: string | null;
  cancelled: boolean;
}

const MAX_OCTETS = 75;

/**
 * A calendar by RFC 5545. Moments are in UTC, which every program shows in the reader's own zone, so that no rules of
 * time zones have to travel with it; days are days wherever they are read.
 * @param stamp when it was made.
 */
export function calendarOf(name: string, events: readonly CalendarEvent[], stamp: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//langnghe//training//VI',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, stamp: Date): string[] {
  const { uid, version, title, from, to, location, url, cancelled } = event;
  const whole = from.length === 10;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(stamp.toISOString())}`,
    `SEQUENCE:${version}`,
    whole ? `DTSTART;VALUE=DATE:${digits(from)}` : `DTSTART:${utc(from)}`,
    whole ? `DTEND;VALUE=DATE:${digits(dayAfter(to))}` : `DTEND:${utc(to)}`,
    `SUMMARY:${escaped(title)}`,
    ...(location === null ? [] : [`LOCATION:${escaped(location)}`]),
    // Line breaks cannot stand in an address; everything else may as it is.
    ...(url === null ? [] : [`URL:${url.replace(/[\r\n]/g, '')}`]),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

const digits = (text: string): string => text.replace(/[-:]/g, '');
const utc = (moment: string): string => `${digits(moment).slice(0, 15)}Z`;
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');

/** Broken so that no line has more than 75 octets, and no character is broken. */
function folded(line: string): string {
  let result = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}

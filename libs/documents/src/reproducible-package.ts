import { unzipSync, zipSync } from 'fflate';

const CONTENT_TYPES = '[Content_Types].xml';
const CORE_PROPERTIES = 'docProps/core.xml';

/**
 * Writes an Office package again without what differs from one build to the next: entries get one fixed time and a fixed
 * order, content types first, and the core properties the date of the document, or none if it is `null`, instead of the
 * time of day. `language` is a BCP 47 tag and is recorded in the core properties.
 */
export function reproduciblePackage(
  packed: Uint8Array,
  { date, language }: { date: string | null; language: string },
): Buffer {
  const parts = unzipSync(packed);
  const core = parts[CORE_PROPERTIES];
  if (core) parts[CORE_PROPERTIES] = Buffer.from(dated(Buffer.from(core).toString('utf8'), date, language));
  const names = Object.keys(parts).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const ordered = Object.fromEntries(names.map((name) => [name, parts[name] ?? new Uint8Array()]));
  // ZIP entries bear local time without a zone: the first day they can hold, at an hour that no zone skips.
  return Buffer.from(zipSync(ordered, { mtime: new Date(1980, 0, 1, 12) }));
}

function rank(name: string): number {
  return name === CONTENT_TYPES ? 0 : 1;
}

function dated(xml: string, date: string | null, language: string): string {
  return xml
    .replace(
      /<dcterms:(created|modified)([^>]*)>[^<]*<\/dcterms:\1>/g,
      (_, name: string, attributes: string) =>
        date === null ? '' : `<dcterms:${name}${attributes}>${date}T00:00:00Z</dcterms:${name}>`,
    )
    .replace('</cp:coreProperties>', `<dc:language>${language}</dc:language></cp:coreProperties>`);
}

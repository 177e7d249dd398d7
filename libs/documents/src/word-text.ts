import { unzipSync } from 'fflate';

/** What a reader of a Word document may come to see. */
export interface WordText {
  /** In the order of the parts: body, headers, footers, notes, comments. */
  paragraphs: string[];
  /** Whether other files are packed into it, whose content is not read. */
  embeds: boolean;
}

/** Far more than the text of any report. */
const MAX_TEXT = 32 * 1024 * 1024;
const textParts = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
const embedded = /\/(?:embeddings|activex|afchunk)|\.(?:bin|ole|exe|html?|mht)$/i;

/**
 * The text of a Word document, with runs joined as a reader sees them.
 * @throws RangeError when it is longer than any report.
 */
export function wordText(bytes: Uint8Array): WordText {
  let size = 0;
  let embeds = false;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (embedded.test(name) && !name.includes('printerSettings')) embeds = true;
      if (!textParts.test(name)) return false;
      size += originalSize;
      if (size > MAX_TEXT) throw new RangeError('The document is too long');
      return true;
    },
  });
  const paragraphs = Object.keys(parts)
    .toSorted((a, b) => Number(b.includes('document')) - Number(a.includes('document')))
    .flatMap((name) => new TextDecoder().decode(parts[name]).split(/<\/(?:\w+:)?p>/))
    .map(textOf)
    .filter((text) => text !== '');
  return { paragraphs, embeds };
}

const runs = /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<|<(?:\w+:)?(?:tab|br|cr)(?:\s[^>]*)?\/>/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function textOf(paragraph: string): string {
  const text = [...paragraph.matchAll(runs)].map(([, run]) => run ?? ' ').join('');
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi,
    (whole, decimal, hex, name: string) => {
      if (name) return entities[name] ?? whole;
      const point = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

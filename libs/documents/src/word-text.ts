import { unzipSync } from 'fflate';

/** What a reader of a Word document may come to see. */
export interface WordText {
  /** Of body, headers, footers, notes and comments, also what was struck out; then where links lead. */
  paragraphs: string[];
  /** Whether there is more in it whose content is not read: pictures, charts, other files. */
  embeds: boolean;
}

/** Far more than the text of any report. */
const MAX_TEXT = 32 * 1024 * 1024;
const textParts = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
const linkParts = /^word\/_rels\/.+\.rels$/;
/** Parts that show a reader nothing of their own. */
const setting =
  /^(?:\[Content_Types\]\.xml|_rels\/.*|docProps\/(?:app|core|custom)\.xml|customXml\/.*|word\/(?:theme\/.*|fonts\/.*|printerSettings\/.*|(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|people|commentsExtended|commentsIds|commentsExtensible)\.xml)|.*\/)$/;

/**
 * The text of a Word document, with runs joined as a reader sees them.
 * @throws RangeError when it is longer than any report.
 */
export function wordText(bytes: Uint8Array): WordText {
  let size = 0;
  let embeds = false;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!textParts.test(name) && !linkParts.test(name)) {
        embeds ||= !setting.test(name);
        return false;
      }
      size += originalSize;
      if (size > MAX_TEXT) throw new RangeError('The document is too long');
      return true;
    },
  });
  const paragraphs = Object.keys(parts)
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((name) => {
      const xml = new TextDecoder().decode(parts[name]);
      if (linkParts.test(name)) return [...xml.matchAll(externals)].map(([, target]) => plain(target!));
      return xml.split(/<\/(?:\w+:)?p>/).map(textOf);
    })
    .filter((text) => text !== '');
  return { paragraphs, embeds };
}

const rank = (name: string): number => (name === 'word/document.xml' ? 0 : linkParts.test(name) ? 2 : 1);

const externals = /<Relationship\b(?=[^>]*TargetMode="External")[^>]*\bTarget="([^"]*)"/g;
const runs =
  /<(?:\w+:)?(?:t|delText|instrText|delInstrText)(?:\s[^>]*)?>([^<]*)<|<(?:\w+:)?(?:tab|br|cr)(?:\s[^>]*)?\/>/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const textOf = (paragraph: string): string =>
  plain([...paragraph.matchAll(runs)].map(([, run]) => run ?? ' ').join(''));

function plain(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi,
    (whole, decimal, hex, name: string) => {
      if (name) return entities[name] ?? whole;
      const point = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

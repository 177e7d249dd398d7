import type { Lettering } from './forms.js';

/** Advance widths of Times New Roman and its metric equals, in thousandths of the font size: characters by width. */
const REGULAR: Record<number, string> = {
  180: "'",
  200: '|',
  250: ' ,.',
  278: '/:;\\ijlt',
  333: '!()-I[]`fr',
  389: 'Js',
  444: '?acez',
  529: 'ơ',
  542: 'ư',
  556: 'FPS',
  564: '+<=>×',
  611: 'ELTZ',
  667: 'BCR',
  722: 'ADGHKNOQUVXYwƠĐ',
  776: 'Ư',
  778: '&m',
  833: '%',
  889: 'M',
  921: '@',
  944: 'W',
  1000: '…—',
};

const BOLD: Record<number, string> = {
  220: '|',
  250: ' ,.',
  278: "'/\\il",
  333: '!()-:;[]`fjt',
  389: 'Is',
  394: '{}',
  444: 'cerz',
  554: 'ơ',
  556: 'Sbdhknpquđ',
  570: '+<=>×',
  600: 'ư',
  611: 'FP',
  667: 'BELTZ',
  722: 'ACDNRUVXYwĐ',
  778: 'GHKOQƠ',
  796: 'Ư',
  833: '&m',
  930: '@',
  944: 'M',
  1000: '%W…—',
};

/** Digits, most small letters and the en dash. */
const USUAL_WIDTH = 500;

/** What a measured width is multiplied by to be sure of room: italics and kerning differ by a few per cent. */
const WIDTH_ALLOWANCE = 1.04;

/** In Word as wide as a space; LibreOffice sets it wider. */
const NO_BREAK_SPACE = { letter: '\u00a0', width: 350 };

const regular = byCharacter(REGULAR);
const bold = byCharacter(BOLD);

/**
 * Width in points of a line of text set in Times New Roman, without kerning. Tone marks take no room, so they are left
 * out. Italics are taken as upright, which is right to a few per cent.
 */
export function textWidthPt(text: string, lettering: Lettering): number {
  const widths = lettering.bold ? bold : regular;
  const letters = text
    .normalize('NFD')
    .replace(/[\u0300-\u031a\u031c-\u036f]/g, '')
    .normalize('NFC');
  let thousandths = 0;
  for (const letter of letters) thousandths += widths.get(letter) ?? USUAL_WIDTH;
  return (thousandths * lettering.sizePt) / 1000;
}

/**
 * The lines of a name to be centred in `widthPt`: the breaks it has, and where a line would be too long as few more as
 * it needs, with lines as even as can be. Never breaks within a word or after "và".
 */
export function balancedLines(name: string, lettering: Lettering, widthPt: number): string[] {
  return name.split('\n').flatMap((line) => {
    const units = line.trim().split(/(?<!(?:^| )và) +/i);
    let lines = filled(units, lettering, widthPt);
    for (;;) {
      const narrower = longestPt(lines, lettering) - 0.01;
      const tighter = filled(units, lettering, narrower);
      if (tighter.length > lines.length || longestPt(tighter, lettering) > narrower) return lines;
      lines = tighter;
    }
  });
}

/** Width in points of the longest of some lines, with the allowance. */
export function longestPt(lines: string[], lettering: Lettering): number {
  return Math.max(0, ...lines.map((line) => textWidthPt(line, lettering) * WIDTH_ALLOWANCE));
}

function filled(units: string[], lettering: Lettering, widthPt: number): string[] {
  const lines: string[] = [];
  for (const unit of units) {
    const extended = [...lines.slice(-1), unit].join(' ');
    if (lines.length > 0 && longestPt([extended], lettering) <= widthPt) lines[lines.length - 1] = extended;
    else lines.push(unit);
  }
  return lines;
}

function byCharacter(widths: Record<number, string>): Map<string, number> {
  const entries = Object.entries(widths).flatMap(([width, letters]) =>
    Array.from(letters, (letter) => [letter, Number(width)] as const),
  );
  return new Map([...entries, [NO_BREAK_SPACE.letter, NO_BREAK_SPACE.width]]);
}

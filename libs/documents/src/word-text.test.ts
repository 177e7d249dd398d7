import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { contractsDocx } from './contract.docx.js';
import { exampleContract } from './example-contract.fixture.js';
import { wordText } from './word-text.js';

const word = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));

describe('the text of a Word document', () => {
  it('joins the runs of a paragraph as they are read', () => {
    const body =
      '<w:body><w:p><w:pPr/><w:r><w:t xml:space="preserve">Gọi 09</w:t></w:r><w:r><w:t>12 345</w:t><w:tab/>' +
      '<w:t>607 &amp; &#225;</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Hết</w:t></w:r></w:p></w:body>';
    expect(
      wordText(word({ 'word/footnotes.xml': '<w:p><w:t>Chú thích</w:t></w:p>', 'word/document.xml': body })),
    ).toEqual({
      paragraphs: ['Gọi 0912 345 607 & á', 'Hết', 'Chú thích'],
      embeds: false,
    });
  });

  it('is found in what other programs write', async () => {
    const { paragraphs, embeds } = wordText(await contractsDocx([exampleContract], null));
    expect(paragraphs.join('\n')).toContain('HỢP ĐỒNG');
    expect(embeds).toBe(false);
  });

  it('has what was struck out, and where its fields and links lead', () => {
    const body =
      '<w:p><w:del><w:r><w:delText>gạch</w:delText></w:r></w:del><w:r><w:instrText xml:space="preserve"> LINK</w:instrText></w:r></w:p>';
    const link = (target: string, mode: string): string =>
      `<Relationship Id="r" ${mode} Target="${target}"/>`;
    const links = `<Relationships>${link('styles.xml', '')}${link('https://a.vn/?b&amp;c', 'TargetMode="External"')}</Relationships>`;
    expect(
      wordText(word({ 'word/_rels/document.xml.rels': links, 'word/document.xml': body })).paragraphs,
    ).toEqual(['gạch LINK', 'https://a.vn/?b&c']);
  });

  it.each([
    'word/embeddings/oleObject1.bin',
    'word/activeX/activeX1.xml',
    'word/afchunk.mht',
    'word/media/image1.png',
    'word/diagrams/data1.xml',
    'word/charts/chart1.xml',
    'a.txt',
  ])('says that %s is packed into it', (name) => {
    expect(wordText(word({ 'word/document.xml': '', [name]: 'x' })).embeds).toBe(true);
  });

  it('is refused when it is longer than any report', () => {
    const bytes = word({ 'word/document.xml': ' '.repeat(33 * 1024 * 1024) });
    expect(() => wordText(bytes)).toThrow(RangeError);
  });
});

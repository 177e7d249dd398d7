import type { AggregateReportDocument } from '#documents/aggregate-report';
import { formatShortDay } from '#documents/vietnamese-format';
import type { ForwardRecommendation } from '#contracts/recommendations';
import type { OfficeEntity } from '../office/office.module.js';

/** Abbreviation of the document type "Công văn". */
export const letterType = 'CV';

interface Letter {
  subject: string;
  text: string;
  number: number;
  date: string;
  dueOn: string;
  addressee: string;
  signer: ForwardRecommendation['signer'];
}

/** The letter by which a recommendation goes to whoever is to answer it. */
export function toLetter(letter: Letter, office: OfficeEntity): AggregateReportDocument {
  const request =
    `Đề nghị ${letter.addressee} xem xét, giải quyết theo thẩm quyền và trả lời bằng văn bản ` +
    `trước ngày ${formatShortDay(letter.dueOn)}.`;
  return {
    superiorBody: office.superiorBody,
    issuingBody: office.issuingBody,
    number: letter.number,
    symbol: { type: letterType, body: office.symbolBody },
    place: office.place,
    date: letter.date,
    documentType: 'CÔNG VĂN',
    abstract: `Chuyển kiến nghị: ${letter.subject}`,
    mark: office.mark,
    addressee: letter.addressee,
    sections: [
      { heading: 'Nội dung kiến nghị', blocks: [{ kind: 'paragraph', text: letter.text }] },
      { heading: 'Đề nghị', blocks: [{ kind: 'paragraph', text: request }] },
    ],
    signature: {
      authority: { kind: 'onBehalfOf', of: office.issuingBody },
      position: letter.signer.position,
      name: letter.signer.name,
    },
    recipients: [letter.addressee],
    filedAt: office.filedAt,
  };
}

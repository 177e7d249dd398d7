import type { Certificate } from '#contracts/certificates';
import { type Content, pdfOf, points } from '#documents/pdf';
import { formatDay, formatPlaceAndDate } from '#documents/vietnamese-format';

type Printed = Pick<Certificate, 'number' | 'courseCode' | 'courseTitle' | 'validFrom' | 'validTo'>;

const DOTS = '.'.repeat(60);
const centred = (text: string, more: object = {}): Content => ({ text, alignment: 'center', ...more });

/**
 * A certificate on a sheet across, with a QR code of the address at which anyone checks it. Holder, place and signature
 * are left to the pen: training keeps nobody's name.
 */
export async function certificatePdf(certificate: Printed, address: string): Promise<Buffer> {
  const { number, courseCode, courseTitle, validFrom, validTo } = certificate;
  const until = validTo === null ? '' : ` đến hết ${formatDay(validTo)}`;
  const margin = points(20);
  return pdfOf({
    title: `Giấy chứng nhận số ${number}`,
    author: 'Lắng Nghe',
    date: validFrom,
    pageOrientation: 'landscape',
    pageMargins: [margin, margin, margin, margin],
    content: [
      centred('GIẤY CHỨNG NHẬN', { fontSize: 30, bold: true, margin: [0, 40, 0, 4] }),
      centred(`Số: ${number}`, { italics: true, margin: [0, 0, 0, 30] }),
      centred(`Ông (bà): ${DOTS}`, { fontSize: 16, margin: [0, 0, 0, 12] }),
      centred('đã hoàn thành chương trình tập huấn', { margin: [0, 0, 0, 8] }),
      centred(`${courseTitle} (${courseCode})`, { fontSize: 18, bold: true, margin: [0, 0, 0, 12] }),
      centred(`Có giá trị từ ${formatDay(validFrom)}${until}.`, { margin: [0, 0, 0, 30] }),
      {
        columns: [
          [
            { qr: address, fit: 110, eccLevel: 'M' },
            { text: 'Kiểm tra hiệu lực tại:', fontSize: 9, italics: true, margin: [0, 6, 0, 0] },
            { text: address, fontSize: 9 },
          ],
          [
            centred(formatPlaceAndDate('.'.repeat(24), null), { italics: true }),
            centred('THỦ TRƯỞNG CƠ QUAN', { bold: true, margin: [0, 4, 0, 0] }),
          ],
        ],
      },
    ],
  });
}

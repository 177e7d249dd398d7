import type { ActionItem, ConferenceEntry } from '#contracts/conference-entries';
import type { Conference } from '#contracts/conferences';
import type { ReportBlock } from '#documents/aggregate-report';
import type { MinutesDocument } from '#documents/minutes';
import { formatDay, formatShortDay, inVietnam } from '#documents/vietnamese-format';
import { levelNames, roleNames } from './conferences.rules.js';

/** What is left to the pen. */
const DOTS = '…………………';

/** What minutes are made of. */
export interface OnRecord {
  conference: Conference;
  /** Of earlier conferences, as they stand after this one; and its own. */
  items: readonly ActionItem[];
  entries: readonly ConferenceEntry[];
  /** What units and bodies are called, by id. */
  names: ReadonlyMap<string, string>;
  /** Body above the one that holds it. */
  superiorBody: string | null;
  /** Appointments that own items. */
  posts: ReadonlyMap<string, { role: keyof typeof roleNames; level: keyof typeof levelNames }>;
}

export const dayOf = (moment: string): string => inVietnam(moment).day;
const hourOf = (moment: string): string => inVietnam(moment).hour.replace(':', ' giờ ').concat(' phút');

export const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const bullet = (text: string): ReportBlock => ({ kind: 'bullet', text });
const subheading = (text: string): ReportBlock => ({ kind: 'subheading', text });
const under = (heading: string, blocks: ReportBlock[]): ReportBlock[] =>
  blocks.length === 0 ? [] : [subheading(heading), ...blocks];
const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** Minutes as they are printed: a draft until the conference is closed. Number, secretary and names are left to the pen. */
export function minutesOf(of: OnRecord): MinutesDocument {
  const { conference } = of;
  const sections = [
    {
      heading: 'Thời gian, địa điểm, thành phần',
      blocks: circumstances(conference, [`Người ghi biên bản: ${DOTS}`]),
    },
    { heading: 'Nội dung hội nghị', blocks: proceedings(of) },
    { heading: 'Kết luận', blocks: conclusions(of) },
  ];
  return {
    ...headOf(of),
    symbol: { type: 'BB', body: '………' },
    documentType: 'BIÊN BẢN',
    abstract: conference.title,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
    chair: conference.chair,
    recipients: ['Các đơn vị dự hội nghị'],
  };
}

/** What a unit or body is called, or room for it. */
export const nameIn =
  ({ names }: Pick<OnRecord, 'names'>) =>
  (id: string): string =>
    names.get(id) ?? DOTS;

/** What every document about a conference has at its head and at its end. */
export function headOf(of: OnRecord) {
  const { organisationId, areaId, startsAt, state } = of.conference;
  const nameOf = nameIn(of);
  return {
    superiorBody: upper(of.superiorBody ?? DOTS),
    issuingBody: upper(nameOf(organisationId)),
    number: null,
    draft: state !== 'closed',
    place: nameOf(areaId).replace(/^(Tỉnh|Thành phố|Xã|Phường|Đặc khu)\s+/u, ''),
    date: dayOf(startsAt),
    mark: 'LƯU HÀNH NỘI BỘ',
    filedAt: 'Văn phòng',
  };
}

/**
 * When, where, by whom and among how many.
 * @param more lines that stand behind who chaired.
 */
export function circumstances(
  { startsAt, endsAt, sites, chair, period }: Conference,
  more: readonly string[] = [],
): ReportBlock[] {
  const [first] = sites;
  const one = sites.length === 1;
  const from = `${hourOf(startsAt)}, ${formatDay(dayOf(startsAt))}`;
  const rest = one ? '' : `, kết nối với ${sites.length - 1} điểm cầu`;
  const total = sites.reduce((sum, { attended }) => sum + (attended ?? 0), 0);
  return [
    paragraph(`Thời gian: từ ${from} đến ${closingTime({ startsAt, endsAt })}.`),
    paragraph(`Địa điểm: ${[first!.name, first!.place].filter((text) => text !== null).join(', ')}${rest}.`),
    ...(period ? [paragraph(`Kỳ báo cáo: ${period.name}.`)] : []),
    paragraph(`Chủ trì: ${chair}.`),
    ...more.map(paragraph),
    paragraph(`Thành phần: ${total} người dự${one ? '' : ` tại ${sites.length} điểm`}.`),
    ...(one
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Số người dự theo điểm',
            columns: [
              { label: 'TT', align: 'center' as const },
              { label: 'Điểm', align: 'left' as const },
              { label: 'Địa điểm', align: 'left' as const },
              { label: 'Số người dự', align: 'right' as const },
            ],
            rows: sites.map(({ number, name, place, attended }) => [
              String(number),
              name,
              place ?? 'Trực tuyến',
              attended ?? 0,
            ]),
            totals: ['', 'Tổng', '', total],
          },
        ]),
  ];
}

function proceedings(of: OnRecord): ReportBlock[] {
  const { conference, items, entries } = of;
  const nameOf = nameIn(of);
  const carried = items.filter(({ conferenceId }) => conferenceId !== conference.id);
  const closedHere = ({ closedConferenceId }: ActionItem): boolean => closedConferenceId === conference.id;
  return [
    ...under(
      'Chương trình',
      conference.agenda.map(({ title }) => bullet(ended(title))),
    ),
    ...under(
      'Ý kiến phát biểu và trả lời',
      entries
        .filter(({ kind }) => kind === 'statement')
        .flatMap(({ areaId, text, answer }) => [
          bullet(`${nameOf(areaId!)}: ${ended(text)}`),
          ...(answer ? [paragraph(`${nameOf(answer.organisationId)} trả lời: ${ended(answer.text)}`)] : []),
        ]),
    ),
    ...under(
      'Góp ý vào báo cáo tổng hợp',
      entries.filter(({ kind }) => kind === 'comment').map(({ text }) => bullet(ended(text))),
    ),
    ...under(
      'Kết quả thực hiện các việc đã giao',
      carried.map((item) =>
        bullet(
          `${item.text} (hạn ${formatShortDay(item.dueOn)}): ` +
            (closedHere(item) ? `đã hoàn thành. ${ended(item.outcome!)}` : 'tiếp tục thực hiện.'),
        ),
      ),
    ),
  ];
}

/** What was concluded, decided and given to whom until when. */
export function conclusions(record: OnRecord): ReportBlock[] {
  const { conference, items, entries, posts } = record;
  const nameOf = nameIn(record);
  const { conclusion, signing } = conference;
  const of = (wanted: ConferenceEntry['kind']): ReportBlock[] =>
    entries.filter(({ kind }) => kind === wanted).map(({ text }) => bullet(ended(text)));
  const own = items.filter(({ conferenceId }) => conferenceId === conference.id);
  const ownerOf = ({ ownerOrganisationId, ownerAppointmentId }: ActionItem): string => {
    if (ownerOrganisationId !== null) return nameOf(ownerOrganisationId);
    const post = posts.get(ownerAppointmentId!);
    return post ? `${roleNames[post.role]} ${levelNames[post.level]}` : DOTS;
  };
  return [
    ...(conclusion === null ? [] : [paragraph(ended(conclusion))]),
    ...under('Hội nghị quyết định', of('decision')),
    ...(own.length === 0
      ? []
      : [
          subheading('Việc giao thực hiện'),
          {
            kind: 'table' as const,
            caption: 'Việc giao sau hội nghị',
            columns: [
              { label: 'TT', align: 'center' as const },
              { label: 'Nội dung', align: 'left' as const },
              { label: 'Thực hiện', align: 'left' as const },
              { label: 'Hạn', align: 'center' as const },
            ],
            rows: own.map((item, index) => [
              String(index + 1),
              item.text,
              ownerOf(item),
              formatShortDay(item.dueOn),
            ]),
          },
        ]),
    ...under('Định hướng nắm bắt dư luận kỳ tới', of('guidance')),
    ...(signing
      ? [paragraph(`Tại hội nghị đã ký ${signing.contractIds.length} hợp đồng giao khoán công việc.`)]
      : []),
    paragraph(`Hội nghị kết thúc hồi ${closingTime(conference)}.`),
  ];
}

function closingTime({ startsAt, endsAt }: Pick<Conference, 'startsAt' | 'endsAt'>): string {
  const day = dayOf(startsAt) === dayOf(endsAt) ? 'cùng ngày' : formatDay(dayOf(endsAt));
  return `${hourOf(endsAt)} ${day}`;
}

/** With the full stop that a sentence ends with. */
const ended = (text: string): string => (/[.!?…;:]$/u.test(text) ? text : `${text}.`);

import type {
  AggregateReportDocument,
  ReportBlock,
  ReportChart,
  ReportSection,
  ReportTable,
} from './aggregate-report.js';

/** A document that fits on one page, without tables. */
export const shortReport: AggregateReportDocument = {
  superiorBody: 'TỈNH ỦY LẠNG SƠN',
  issuingBody: 'BAN TUYÊN GIÁO VÀ DÂN VẬN',
  number: 12,
  symbol: { type: 'BC', body: 'BTGDVTU' },
  place: 'Lạng Sơn',
  date: '2026-10-03',
  documentType: 'BÁO CÁO',
  abstract: 'Tình hình dư luận xã hội tháng 9 năm 2026',
  mark: 'LƯU HÀNH NỘI BỘ',
  sections: [
    {
      heading: 'Tình hình chung',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Trong tháng, 32 đầu mối gửi báo cáo, đạt 91,4% số đầu mối phải gửi; 27 báo cáo gửi đúng hạn. Dư luận quan tâm nhiều nhất đến giá vật tư nông nghiệp và việc sắp xếp trụ sở sau khi bỏ cấp huyện.',
        },
        {
          kind: 'bullet',
          text: 'Nhiều ý kiến tán thành việc kéo dài giờ tiếp nhận hồ sơ ở trung tâm hành chính công xã.',
        },
        {
          kind: 'bullet',
          text: 'Một số ý kiến băn khoăn về quãng đường đi lại của người dân các thôn giáp biên.',
        },
      ],
    },
    {
      heading: 'Kiến nghị',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Đề nghị Ủy ban nhân dân tỉnh chỉ đạo công bố rõ lịch làm việc lưu động của các trung tâm hành chính công tại các cụm thôn xa trung tâm.',
        },
      ],
    },
  ],
  signature: {
    authority: { kind: 'inPlaceOf', of: 'TRƯỞNG BAN' },
    position: 'PHÓ TRƯỞNG BAN',
    name: 'Hoàng Văn Mẫu',
  },
  recipients: ['Thường trực Tỉnh ủy', 'Viện Dư luận xã hội', 'Các đồng chí lãnh đạo Ban'],
  filedAt: 'Văn phòng Ban',
};

const topics = [
  'Tình hình quốc tế',
  'Chính trị trong nước',
  'Kinh tế',
  'Văn hóa - xã hội',
  'Quốc phòng, an ninh, đối ngoại',
  'Xây dựng Đảng và hệ thống chính trị',
  'Vấn đề địa phương',
  'Gương người tốt, cách làm hay',
];

/** Streams by topic and tendency, with totals and a withheld figure. */
export const topicTable: ReportTable = {
  kind: 'table',
  caption: 'Số luồng ý kiến theo lĩnh vực và khuynh hướng',
  columns: [
    { label: 'Lĩnh vực', align: 'left' },
    { label: 'Tán thành', align: 'right' },
    { label: 'Băn khoăn', align: 'right' },
    { label: 'Phản đối', align: 'right' },
    { label: 'Tổng', align: 'right' },
    { label: 'So với tháng trước (%)', align: 'right', decimals: 1 },
  ],
  rows: [
    ['Tình hình quốc tế', 14, 6, 1, 21, 5],
    ['Chính trị trong nước', 22, 9, 3, 34, -8.1],
    ['Kinh tế', 1041, 152, 41, 1234, 12.55],
    ['Văn hóa - xã hội', 35, 18, 7, 60, 0],
    [
      'Quốc phòng, an ninh, đối ngoại',
      19,
      2,
      { withheld: 'fewer-than-3-reporters' },
      { withheld: 'secondary' },
      2.4,
    ],
    ['Xây dựng Đảng và hệ thống chính trị', 28, 11, 4, 43, 10.3],
    ['Vấn đề địa phương', 31, 27, 16, 74, 21.3],
    ['Gương người tốt, cách làm hay', 17, 0, 0, 17, -15],
  ],
  totals: ['Tổng', 1207, 225, 72, 1504, 9.8],
  notes: ['Đơn vị tính là luồng ý kiến trong báo cáo đã tiếp nhận, không phải số người.'],
};

/** Topics by tendency, with a topic nobody reported on and a withheld one. */
export const topicChart: ReportChart = {
  kind: 'chart',
  caption: 'Luồng ý kiến theo lĩnh vực và khuynh hướng',
  series: ['Tán thành', 'Băn khoăn', 'Phản đối'],
  bars: topics.map((label, index) => ({
    label,
    values:
      index === 4
        ? [19, 2, { withheld: 'fewer-than-3-reporters' }]
        : index === 7
          ? [0, 0, 0]
          : [14 + 3 * index, 6 + 4 * index, 1 + 2 * index],
  })),
};

const paragraphs = [
  'Cán bộ, đảng viên và Nhân dân tiếp tục bày tỏ sự đồng tình với các chủ trương lớn được ban hành trong kỳ; đồng thời mong muốn các cơ quan chức năng hướng dẫn cụ thể hơn để việc thực hiện ở cơ sở được thống nhất, tránh mỗi nơi hiểu và làm một cách khác nhau.',
  'Tại các xã vùng cao, nhiều ý kiến cho biết giá phân bón tăng trong khi giá hồi, giá na chưa ổn định; người trồng mong được thông tin sớm về thị trường và được hỗ trợ kết nối với doanh nghiệp thu mua.',
  'Ở khu vực cửa khẩu, người làm dịch vụ vận tải ghi nhận thời gian thông quan đã rút ngắn, song bãi đỗ xe vào cuối tuần vẫn thường quá tải.',
];

function topicSection(heading: string, rounds: number): ReportSection {
  const blocks: ReportBlock[] = [];
  for (let round = 0; round < rounds; round++) {
    blocks.push(
      {
        kind: 'subheading',
        text: round % 2 === 0 ? 'Nội dung dư luận quan tâm' : 'Ý kiến theo địa bàn và tầng lớp',
      },
      ...paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
      {
        kind: 'bullet',
        text: 'Nhiều ý kiến (nêu trong 19 báo cáo, ở 14 xã, phường) đề nghị công khai tiến độ các công trình đang dở dang.',
      },
      {
        kind: 'bullet',
        text: 'Một số ý kiến (nêu trong 5 báo cáo) đề nghị tăng thời lượng phát thanh bằng tiếng Tày, tiếng Nùng.',
      },
    );
  }
  return { heading, blocks };
}

/** A document of about five pages, a draft, with a table, a chart and subheadings. */
export const monthlyReport: AggregateReportDocument = {
  ...shortReport,
  number: null,
  date: null,
  addressee: 'Thường trực Tỉnh ủy',
  abstract: 'Tình hình dư luận xã hội tháng 10 năm 2026',
  sections: [
    {
      heading: 'Tình hình thu thập thông tin',
      blocks: [{ kind: 'paragraph', text: paragraphs[0] ?? '' }, topicTable, topicChart],
    },
    topicSection('Kinh tế', 3),
    topicSection('Vấn đề địa phương', 3),
    { heading: 'Kiến nghị, đề xuất', blocks: paragraphs.map((text) => ({ kind: 'paragraph', text })) },
  ],
  signature: {
    authority: { kind: 'onBehalfOf', of: 'BAN TUYÊN GIÁO VÀ DÂN VẬN' },
    position: 'TRƯỞNG BAN',
    name: null,
  },
};

/** A document of about sixty pages, with a table of 340 rows and a table and a chart in every section. */
export const longReport: AggregateReportDocument = {
  ...monthlyReport,
  number: 7,
  date: '2026-04-05',
  addressee: undefined,
  sections: [
    ...topics.map((topic) => {
      const { heading, blocks } = topicSection(topic, 13);
      return { heading, blocks: [...blocks, topicTable, topicChart] };
    }),
    {
      heading: 'Phụ biểu',
      blocks: [
        {
          kind: 'table',
          caption: 'Báo cáo đã gửi theo đơn vị và tháng',
          columns: [
            { label: 'Đơn vị', align: 'left' },
            ...Array.from({ length: 12 }, (_, month) => ({
              label: `T${month + 1}`,
              align: 'center' as const,
            })),
          ],
          rows: Array.from({ length: 340 }, (_, row) => [
            `Đơn vị báo cáo số ${row + 1}`,
            ...Array.from({ length: 12 }, (_, month) => ((row * 7 + month * 3) % 4 === 0 ? 0 : 1)),
          ]),
        },
      ],
    },
  ],
  signature: { authority: null, position: 'TRƯỞNG BAN', name: 'Nông Thị Mẫu' },
};

/** A report that ends in a table `lines` lines further down, to find where the signature would stand alone. */
export function endingAt(lines: number): AggregateReportDocument {
  const filling = Array.from({ length: lines }, () => ({ kind: 'paragraph' as const, text: 'Dòng ngắn.' }));
  const ending =
    lines % 2 === 0
      ? { ...topicTable, rows: topicTable.rows.slice(0, 2) }
      : { kind: 'paragraph' as const, text: 'Hết.' };
  return { ...shortReport, sections: [{ heading: 'Thử', blocks: [...filling, ending] }] };
}

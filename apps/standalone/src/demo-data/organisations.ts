import { langSonUnits } from './lang-son.units.js';

export type OrganisationKind =
  | 'party-committee'
  | 'standing-members'
  | 'party-board'
  | 'institute'
  | 'department'
  | 'front'
  | 'union'
  | 'armed-forces'
  | 'justice'
  | 'press'
  | 'school'
  | 'association';

export interface OrganisationRow {
  code: string;
  name: string;
  kind: OrganisationKind;
  level: 'central' | 'province' | 'commune';
  parentCode: string | null;
  areaCode: string | null;
  validFrom: string;
  validTo: string | null;
}

const province = '20';
/** Start of the record, as for the areas: not the day on which the body was founded. */
const recordStart = '2020-01-01';
/** The propaganda and the mass-mobilisation boards became one, and two Party committees of agencies were formed. */
const boardsMerged = '2025-02-01';
const departmentsMerged = '2025-03-01';
const communesFormed = '2025-07-01';

/** The office whose work the demonstration shows. */
export const officeCode = 'BTGDV';
/** The two bodies to which the monthly report goes. */
export const instituteCode = 'VDLXH';
export const standingMembersCode = 'TTTU';

const provincialCommitteeCode = 'TU';

type Row = readonly [
  code: string,
  name: string,
  kind: OrganisationKind,
  parentCode: string | null,
  validFrom: string,
];

const centralBodies: readonly Row[] = [
  ['BTGDVTW', 'Ban Tuyên giáo và Dân vận Trung ương', 'party-board', null, boardsMerged],
  [instituteCode, 'Viện Nghiên cứu dư luận xã hội', 'institute', 'BTGDVTW', boardsMerged],
];

const leadingBodies: readonly Row[] = [
  [provincialCommitteeCode, 'Tỉnh ủy Lạng Sơn', 'party-committee', null, recordStart],
  [standingMembersCode, 'Thường trực Tỉnh ủy', 'standing-members', provincialCommitteeCode, recordStart],
  [officeCode, 'Ban Tuyên giáo và Dân vận Tỉnh ủy', 'party-board', provincialCommitteeCode, boardsMerged],
];

/** One provincial collaborator sits in each of these. */
const reportingBodies: readonly Row[] = [
  ['VPTU', 'Văn phòng Tỉnh ủy', 'party-board', 'TU', recordStart],
  ['BTC', 'Ban Tổ chức Tỉnh ủy', 'party-board', 'TU', recordStart],
  ['UBKT', 'Ủy ban Kiểm tra Tỉnh ủy', 'party-board', 'TU', recordStart],
  ['DUCQD', 'Đảng ủy các cơ quan Đảng tỉnh', 'party-committee', 'TU', boardsMerged],
  ['DUUBND', 'Đảng ủy Ủy ban nhân dân tỉnh', 'party-committee', 'TU', boardsMerged],
  ['TCT', 'Trường Chính trị tỉnh', 'school', 'TU', recordStart],
  ['BPTTH', 'Báo và phát thanh, truyền hình Lạng Sơn', 'press', 'TU', recordStart],
  ['VPUBND', 'Văn phòng Ủy ban nhân dân tỉnh', 'department', 'DUUBND', boardsMerged],
  ['SNV', 'Sở Nội vụ', 'department', 'DUUBND', departmentsMerged],
  ['STC', 'Sở Tài chính', 'department', 'DUUBND', departmentsMerged],
  ['SCT', 'Sở Công Thương', 'department', 'DUUBND', departmentsMerged],
  ['SXD', 'Sở Xây dựng', 'department', 'DUUBND', departmentsMerged],
  ['SNNMT', 'Sở Nông nghiệp và Môi trường', 'department', 'DUUBND', departmentsMerged],
  ['SKHCN', 'Sở Khoa học và Công nghệ', 'department', 'DUUBND', departmentsMerged],
  ['SVHTTDL', 'Sở Văn hóa, Thể thao và Du lịch', 'department', 'DUUBND', departmentsMerged],
  ['SGDDT', 'Sở Giáo dục và Đào tạo', 'department', 'DUUBND', departmentsMerged],
  ['SYT', 'Sở Y tế', 'department', 'DUUBND', departmentsMerged],
  ['STP', 'Sở Tư pháp', 'department', 'DUUBND', departmentsMerged],
  ['SDTTG', 'Sở Dân tộc và Tôn giáo', 'department', 'DUUBND', departmentsMerged],
  ['TTT', 'Thanh tra tỉnh', 'department', 'DUUBND', departmentsMerged],
  ['BQLKKT', 'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn', 'department', 'DUUBND', boardsMerged],
  ['TAND', 'Tòa án nhân dân tỉnh', 'justice', 'DUCQD', boardsMerged],
  ['VKSND', 'Viện Kiểm sát nhân dân tỉnh', 'justice', 'DUCQD', boardsMerged],
  ['BCHQS', 'Bộ Chỉ huy Quân sự tỉnh', 'armed-forces', 'TU', recordStart],
  ['CAT', 'Công an tỉnh', 'armed-forces', 'TU', recordStart],
  ['MTTQ', 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', 'front', 'TU', recordStart],
  ['LDLD', 'Liên đoàn Lao động tỉnh', 'union', 'MTTQ', communesFormed],
  ['HND', 'Hội Nông dân tỉnh', 'union', 'MTTQ', communesFormed],
  ['HPN', 'Hội Liên hiệp Phụ nữ tỉnh', 'union', 'MTTQ', communesFormed],
  ['DTN', 'Tỉnh đoàn Lạng Sơn', 'union', 'MTTQ', communesFormed],
  ['HCCB', 'Hội Cựu chiến binh tỉnh', 'union', 'MTTQ', communesFormed],
  ['HNCT', 'Hội Người cao tuổi tỉnh', 'association', 'MTTQ', communesFormed],
];

export const reportingBodyCodes: readonly string[] = reportingBodies.map(([code]) => code);

/** Codes of a commune's or ward's Party committee and of its Party-building board. */
export function communeBodyCodes(areaCode: string): { committee: string; board: string } {
  return { committee: `DU-${areaCode}`, board: `BXDD-${areaCode}` };
}

/** Today's communes and wards. */
export const communesOfToday = langSonUnits.filter(
  ({ type, validFrom }) => validFrom === communesFormed && (type === 'commune' || type === 'ward'),
);

function atLevel(level: OrganisationRow['level'], rows: readonly Row[]): OrganisationRow[] {
  const areaCode = level === 'central' ? null : province;
  return rows.map(([code, name, kind, parentCode, validFrom]) => ({
    code,
    name,
    kind,
    level,
    parentCode,
    areaCode,
    validFrom,
    validTo: null,
  }));
}

function communeBodies(): OrganisationRow[] {
  return communesOfToday.flatMap(({ code: areaCode, name }) => {
    const { committee, board } = communeBodyCodes(areaCode);
    const committeeName = `Đảng ủy ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const atCommune = { level: 'commune', areaCode, validFrom: communesFormed, validTo: null } as const;
    return [
      {
        code: committee,
        name: committeeName,
        kind: 'party-committee',
        parentCode: provincialCommitteeCode,
        ...atCommune,
      },
      {
        code: board,
        name: `Ban Xây dựng Đảng ${committeeName}`,
        kind: 'party-board',
        parentCode: committee,
        ...atCommune,
      },
    ] satisfies OrganisationRow[];
  });
}

/**
 * The Party committee of the province with its boards, the departments, unions and forces from which provincial
 * collaborators come, and the committee and Party-building board of every commune and ward. Parents come before
 * children.
 */
export function demoOrganisations(): OrganisationRow[] {
  return [
    ...atLevel('central', centralBodies),
    ...atLevel('province', [...leadingBodies, ...reportingBodies]),
    ...communeBodies(),
  ];
}

import { Dice, type Seed } from './random.js';
import { langSonPopulation } from './lang-son.population.js';
import {
  communeBodyCodes,
  communesOfToday,
  demoOrganisations,
  instituteCode,
  officeCode,
  type OrganisationKind,
  reportingBodyCodes,
  standingMembersCode,
} from './organisations.js';

/** Stands behind every invented name and decision, so that nobody takes one for real. */
export const inventedMark = '(minh họa)';

export interface CollaboratorRow {
  /** `CTV-001` … `CTV-297`. */
  code: string;
  fullName: string;
  position: string;
  level: 'province' | 'commune';
  organisationCode: string;
  areaCode: string;
  decisionNumber: string;
  decisionDate: string;
  /** First day of the appointment. */
  from: string;
  to: string | null;
}

export interface PersonnelRow {
  code: string;
  fullName: string;
  position: string;
  duty: 'editor' | 'reviewer' | 'approver' | 'recipient';
  organisationCode: string;
}

const provinceCode = '20';
const localCollaborators = 265;
const appointedFrom = '2025-07-01';

const familyNames = [
  'Hoàng',
  'Nông',
  'Vi',
  'Lương',
  'Triệu',
  'Chu',
  'Lý',
  'Đàm',
  'Bế',
  'Hà',
  'Nguyễn',
  'Trần',
  'Phạm',
  'Dương',
  'Đinh',
  'Lộc',
  'Mã',
  'Lăng',
  'Hứa',
  'Đặng',
];

/** Trees, streams, weather: words nobody is called by. */
const givenNames = [
  'Lim Xanh',
  'Suối Trong',
  'Mây Sớm',
  'Thông Reo',
  'Hồi Thơm',
  'Đào Phai',
  'Trúc Biếc',
  'Đồi Chè',
  'Nắng Mai',
  'Sương Núi',
  'Mận Trắng',
  'Sông Êm',
  'Bưởi Ngọt',
  'Gió Lành',
  'Rừng Thưa',
  'Mưa Xuân',
  'Na Dai',
  'Lúa Chín',
  'Trăng Rằm',
  'Đá Cuội',
  'Cỏ May',
  'Quýt Hồng',
  'Nương Ngô',
  'Hoa Mơ',
  'Sa Mộc',
  'Đèo Cao',
  'Khe Nước',
  'Lá Dong',
  'Nếp Thơm',
  'Mạ Non',
];

const provincialPositions: Record<OrganisationKind, readonly string[]> = {
  'party-committee': ['Phó Trưởng Ban Tuyên giáo - Dân vận', 'Chuyên viên Ban Tuyên giáo - Dân vận'],
  'party-board': ['Trưởng phòng Tổng hợp', 'Phó Trưởng phòng Tổng hợp', 'Phó Trưởng phòng Nghiệp vụ'],
  'standing-members': ['Chuyên viên giúp việc'],
  institute: ['Nghiên cứu viên'],
  department: [
    'Phó Chánh Văn phòng',
    'Trưởng phòng Tổ chức - Hành chính',
    'Phó Chánh Thanh tra',
    'Chuyên viên chính',
  ],
  front: ['Trưởng Ban Phong trào'],
  union: ['Trưởng Ban Tuyên giáo', 'Phó Trưởng Ban Tuyên giáo', 'Phó Chánh Văn phòng'],
  'armed-forces': ['Trợ lý tuyên huấn', 'Phó Trưởng phòng Công tác chính trị'],
  justice: ['Phó Chánh Văn phòng', 'Trưởng phòng Tổ chức cán bộ'],
  press: ['Trưởng phòng Bạn đọc', 'Phó Trưởng phòng Thời sự'],
  school: ['Trưởng khoa Xây dựng Đảng', 'Phó Trưởng khoa Dân vận'],
  association: ['Cán bộ hưu trí, hội viên'],
};

/** In the order in which a commune's places are filled; the board's own people sit at odd places. */
const localPositions = [
  'Trưởng Ban Xây dựng Đảng',
  'Phó Chủ tịch Ủy ban Mặt trận Tổ quốc',
  'Chuyên viên Ban Xây dựng Đảng',
  'Chủ tịch Hội Nông dân',
  'Phó Trưởng Ban Xây dựng Đảng',
];

type Placement = Omit<CollaboratorRow, 'code' | 'fullName' | 'from' | 'to'>;

function provincialPlacements(seed: Seed): Placement[] {
  const kinds = new Map(demoOrganisations().map(({ code, kind }) => [code, kind]));
  return reportingBodyCodes.map((organisationCode) => ({
    position: new Dice(seed, 'position', organisationCode).pick(
      provincialPositions[kinds.get(organisationCode)!],
    ),
    level: 'province',
    organisationCode,
    areaCode: provinceCode,
    decisionNumber: `25-QĐ/BTGDVTU ${inventedMark}`,
    decisionDate: '2025-06-25',
  }));
}

/** The same number everywhere; the most populous units take what is left over, one each. */
function localPlacements(): Placement[] {
  const equalShare = Math.floor(localCollaborators / communesOfToday.length);
  const leftOver = localCollaborators - equalShare * communesOfToday.length;
  const largest = new Set(
    [...langSonPopulation]
      .sort((a, b) => b.population - a.population)
      .slice(0, leftOver)
      .map(({ code }) => code),
  );
  return communesOfToday.flatMap(({ code: areaCode }) => {
    const { committee, board } = communeBodyCodes(areaCode);
    return localPositions.slice(0, equalShare + (largest.has(areaCode) ? 1 : 0)).map((position, place) => ({
      position,
      level: 'commune' as const,
      organisationCode: place % 2 === 0 ? board : committee,
      areaCode,
      decisionNumber: `02-QĐ/ĐU ${inventedMark}`,
      decisionDate: '2025-07-01',
    }));
  });
}

/** The 32 provincial and 265 local collaborators, all invented; names are unique and marked. */
export function demoCollaborators(seed: Seed): CollaboratorRow[] {
  const placements = [...provincialPlacements(seed), ...localPlacements()];
  const allNames = familyNames.flatMap((family) => givenNames.map((given) => `${family} ${given}`));
  const names = new Dice(seed, 'names').sample(allNames, placements.length);
  return placements.map((placement, index) => ({
    code: `CTV-${String(index + 1).padStart(3, '0')}`,
    fullName: `${names[index]!} ${inventedMark}`,
    ...placement,
    from: appointedFrom,
    to: null,
  }));
}

/** Those who make, check, approve and receive the monthly report, all invented. */
export function demoPersonnel(): PersonnelRow[] {
  const people: Omit<PersonnelRow, 'code'>[] = [
    { fullName: 'Lâm Bút Chì', position: 'Chuyên viên', duty: 'editor', organisationCode: officeCode },
    {
      fullName: 'Phan Giấy Trắng',
      position: 'Phó Trưởng ban',
      duty: 'reviewer',
      organisationCode: officeCode,
    },
    { fullName: 'Vũ Mực Xanh', position: 'Trưởng ban', duty: 'approver', organisationCode: officeCode },
    {
      fullName: 'Tô Kính Lúp',
      position: 'Nghiên cứu viên',
      duty: 'recipient',
      organisationCode: instituteCode,
    },
    {
      fullName: 'Bùi Đèn Bàn',
      position: 'Chuyên viên giúp việc Thường trực',
      duty: 'recipient',
      organisationCode: standingMembersCode,
    },
  ];
  return people.map((person, index) => ({
    code: `NS-${String(index + 1).padStart(2, '0')}`,
    ...person,
    fullName: `${person.fullName} ${inventedMark}`,
  }));
}

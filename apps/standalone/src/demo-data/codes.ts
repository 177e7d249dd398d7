export type TopicCode =
  | 'international'
  | 'domestic-politics'
  | 'economy'
  | 'culture-society'
  | 'defence-security'
  | 'party-building'
  | 'local-matters'
  | 'good-practices';

export type StratumCode =
  | 'officials'
  | 'party-members'
  | 'workers'
  | 'farmers'
  | 'business-people'
  | 'students'
  | 'pensioners'
  | 'intellectuals'
  | 'armed-forces'
  | 'ethnic-communities'
  | 'religious-communities';

export type Tendency = 'approve' | 'oppose' | 'undecided';

/** A code of a versioned list with its Vietnamese label. */
export interface CodeLabel<Code extends string = string> {
  code: Code;
  name: string;
}

/** The sections of the monthly report, in its order. */
export const topics: readonly CodeLabel<TopicCode>[] = [
  { code: 'international', name: 'Tình hình quốc tế' },
  { code: 'domestic-politics', name: 'Chính trị trong nước' },
  { code: 'economy', name: 'Kinh tế' },
  { code: 'culture-society', name: 'Văn hóa - xã hội' },
  { code: 'defence-security', name: 'Quốc phòng, an ninh, đối ngoại' },
  { code: 'party-building', name: 'Xây dựng Đảng và hệ thống chính trị' },
  { code: 'local-matters', name: 'Vấn đề tại địa phương' },
  { code: 'good-practices', name: 'Cách làm hay, mô hình tốt' },
];

export const strata: readonly CodeLabel<StratumCode>[] = [
  { code: 'officials', name: 'Cán bộ, công chức, viên chức' },
  { code: 'party-members', name: 'Đảng viên' },
  { code: 'workers', name: 'Công nhân, người lao động' },
  { code: 'farmers', name: 'Nông dân' },
  { code: 'business-people', name: 'Doanh nghiệp, hộ kinh doanh' },
  { code: 'students', name: 'Học sinh, sinh viên, thanh niên' },
  { code: 'pensioners', name: 'Cán bộ hưu trí, người cao tuổi' },
  { code: 'intellectuals', name: 'Trí thức, văn nghệ sĩ' },
  { code: 'armed-forces', name: 'Lực lượng vũ trang' },
  { code: 'ethnic-communities', name: 'Đồng bào các dân tộc thiểu số' },
  { code: 'religious-communities', name: 'Đồng bào các tôn giáo' },
];

import type { StratumCode, Tendency } from './codes.js';
import { enumerate, sentence } from './grammar.js';
import type { Issue } from './issues/issue.js';
import type { Dice } from './random.js';
import type { Trend } from './story.js';

export type Prevalence = 'overwhelming' | 'majority' | 'many' | 'some';
export type Intensity = 'low' | 'medium' | 'high';

/** What is known of an opinion before it is put into words. */
export interface Heard {
  issue: Issue;
  strata: readonly StratumCode[];
  tendency: Tendency;
  prevalence: Prevalence;
  intensity: Intensity;
  trend: Trend;
  rumour: boolean;
}

export interface Wording {
  summary: string;
  proposals: string[];
  assessment: string;
  proposedSolution: string | null;
}

/** Names without a comma inside, so that several can be strung together. */
const speakers: Record<StratumCode, string> = {
  officials: '{cán bộ cơ sở|công chức|viên chức}',
  'party-members': '{đảng viên|đảng viên các chi bộ}',
  workers: '{công nhân|người lao động}',
  farmers: '{nông dân|bà con nông dân|các hộ nông dân}',
  'business-people': '{hộ kinh doanh|doanh nghiệp|tiểu thương}',
  students: '{sinh viên|thanh niên|đoàn viên}',
  pensioners: '{cán bộ hưu trí|người cao tuổi|cán bộ nghỉ hưu}',
  intellectuals: '{trí thức|giáo viên|đội ngũ trí thức}',
  'armed-forces': '{lực lượng vũ trang|chiến sĩ các đơn vị}',
  'ethnic-communities': '{đồng bào dân tộc thiểu số|đồng bào các dân tộc|bà con vùng cao}',
  'religious-communities': '{đồng bào có đạo|bà con các tôn giáo}',
};

const quantifiers: Record<Prevalence, string> = {
  overwhelming: '{tuyệt đại đa số|tuyệt đại đa số ý kiến trong}',
  majority: '{đa số|đa số ý kiến trong|đa số ý kiến của}',
  many: '{nhiều ý kiến trong|nhiều ý kiến của}',
  some: '{một số ý kiến trong|một số ý kiến của}',
};

const attitudes: Record<Tendency, Record<Intensity, string>> = {
  approve: {
    low: '{đồng tình với|ghi nhận|tán thành}',
    medium: '{đồng tình với|đánh giá cao|ủng hộ}',
    high: '{rất phấn khởi trước|đánh giá rất cao|đồng tình, ủng hộ cao với}',
  },
  oppose: {
    low: '{phản ánh|chưa hài lòng với|chưa đồng tình với}',
    medium: '{phàn nàn về|không đồng tình với|chưa đồng tình với}',
    high: '{bức xúc về|rất bức xúc trước|phản ứng gay gắt với}',
  },
  undecided: {
    low: '{còn băn khoăn về|quan tâm, theo dõi}',
    medium: '{băn khoăn về|trăn trở về|chưa yên tâm về}',
    high: '{rất lo lắng về|lo lắng về|đặc biệt băn khoăn về}',
  },
};

const occasions =
  'qua {sinh hoạt chi bộ|họp thôn, khối phố|tiếp xúc cử tri|sinh hoạt chi hội|các buổi chợ phiên|nắm tình hình tại cơ sở},';

const places =
  '{trên mạng xã hội|trong các nhóm trò chuyện|ở một số khu dân cư|tại chợ và các quán nước} ' +
  '{xuất hiện|lan truyền|có} {tin đồn|thông tin chưa được kiểm chứng} về';

const afterRumour: Record<Intensity, string> = {
  low: '{chưa tin nhưng có hỏi lại cán bộ thôn|muốn được nghe thông tin chính thức}',
  medium: '{băn khoăn, chờ thông tin chính thức|bán tín bán nghi, đề nghị sớm có giải thích}',
  high: '{hoang mang, bàn tán nhiều|lo lắng và truyền nhau khá nhanh}',
};

const closings: Record<Trend, string> = {
  rising:
    'so với kỳ trước, {nội dung này được nhắc đến nhiều hơn|ý kiến loại này tăng lên|mức độ quan tâm cao hơn}',
  stable:
    '{mức độ quan tâm tương đương kỳ trước|nội dung này đã được phản ánh ở kỳ trước và chưa có thay đổi lớn}',
  falling: 'so với kỳ trước, {dư luận đã lắng dần|nội dung này ít được nhắc đến hơn|mức độ quan tâm giảm}',
  new: '{đây là nội dung mới xuất hiện trong kỳ|kỳ trước chưa ghi nhận luồng ý kiến này}',
};

const outlooks: Record<Tendency, string> = {
  approve:
    '{tâm trạng chung là tin tưởng|dư luận tích cực}, {cần tiếp tục thông tin kết quả để giữ sự đồng thuận|nên phát huy, tránh làm theo phong trào}',
  oppose:
    '{dư luận có chiều hướng không thuận|ý kiến không đồng tình là có cơ sở}, {cần trả lời sớm và có thời hạn cụ thể|nếu chậm xử lý sẽ ảnh hưởng đến niềm tin}',
  undecided:
    '{tâm lý chờ đợi là chính|dư luận chưa định hình rõ}, {cần cung cấp thông tin chính thức, dễ hiểu|người dân sẽ yên tâm khi được giải thích}',
};

const rumourOutlook =
  '{tin đồn chưa có căn cứ|thông tin này chưa được cơ quan nào xác nhận} {nhưng lan nhanh|và đã gây xôn xao}, ' +
  '{cần sớm có thông tin chính thức|nên giải thích ngay trong sinh hoạt chi bộ, họp thôn}';

const rumourAnswer =
  '{cấp ủy cung cấp thông tin chính thức cho chi bộ, trưởng thôn|đăng thông tin chính thức trên trang của xã} ' +
  '{trong ngày|ngay khi nắm được}, {giao đoàn thể giải thích đến từng hộ|theo dõi thêm để báo cáo đột xuất khi cần}';

function summarise(dice: Dice, heard: Heard): string {
  const { issue, strata, tendency, prevalence, intensity, trend, rumour } = heard;
  const voice = issue.voices[tendency];
  if (!voice) throw new Error(`issue ${issue.code} has no voice to ${tendency}`);
  const who = `${quantifiers[prevalence]} ${enumerate(strata.map((code) => speakers[code]))}`;
  const closing = dice.chance(trend === 'stable' ? 0.12 : 0.4) ? [sentence(dice, closings[trend])] : [];
  if (rumour) {
    const claim = dice.pick(issue.rumours?.claims ?? voice.claims);
    return [
      sentence(dice, `${places} ${claim}`),
      sentence(dice, `${who} ${afterRumour[intensity]}`),
      ...closing,
    ].join(' ');
  }
  const opening = dice.chance(0.25) ? `${occasions} ` : '';
  const claim = dice.pick(voice.claims);
  const detail = closing.length === 0 || dice.chance(0.6) ? [sentence(dice, dice.pick(voice.details))] : [];
  return [
    sentence(dice, `${opening}${who} ${attitudes[tendency][intensity]} ${claim}`),
    ...detail,
    ...closing,
  ].join(' ');
}

/** Puts an opinion into the words a provincial officer would use, with what people ask for and what to do. */
export function putIntoWords(dice: Dice, heard: Heard): Wording {
  const { issue, tendency, intensity, rumour } = heard;
  const summary = summarise(dice, heard);
  const asks = dice.chance(tendency === 'approve' ? 0.55 : 0.85) ? dice.whole(1, 2) : 0;
  const outlook = rumour ? rumourOutlook : outlooks[tendency];
  const assessment = [dice.pick(issue.assessments), ...(rumour || dice.chance(0.65) ? [outlook] : [])];
  const solves = dice.chance(intensity === 'high' ? 0.75 : 0.5);
  return {
    summary,
    proposals: dice.sample(issue.proposals, asks).map((template) => sentence(dice, template)),
    assessment: assessment.map((template) => sentence(dice, template)).join(' '),
    proposedSolution: solves ? sentence(dice, rumour ? rumourAnswer : dice.pick(issue.solutions)) : null,
  };
}

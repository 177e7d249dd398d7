import type { AnalysisResult } from '#contracts/analyses';
import type { SurveyRelease, SurveyReleaseContent, SurveyReleaseHead } from '#contracts/releases';
import type { HeadlineEstimate } from '#contracts/survey-events';
import { contentHash } from '#documents/canonical-json';
import type { AnalysisEntity } from '../estimates/analysis.entity.js';
import type { SurveyPlanEntity } from '../plans/plan.entity.js';
import { missingItems } from './methods.rules.js';
import type { SurveyReleaseEntity } from './release.entity.js';

export const toHead = ({
  methods: _,
  outcomes: __,
  contentHash: hash,
  approvedHash,
  approvedBy,
  approvedAt,
  createdAt,
  ...head
}: SurveyReleaseEntity): SurveyReleaseHead => ({ ...head, createdAt: createdAt.toISOString() });

/** What a release says: its text, the survey as it was planned, and the result of its analysis. */
export function contentOf(
  { title, methods, outcomes }: Pick<SurveyReleaseEntity, 'title' | 'methods' | 'outcomes'>,
  plan: SurveyPlanEntity,
  { result, resultHash }: AnalysisEntity,
): SurveyReleaseContent {
  const { code, kind, design, sponsor, conductor, fieldStartsOn, fieldEndsOn } = plan;
  const survey = { code, title: plan.title, kind, design, sponsor, conductor, fieldStartsOn, fieldEndsOn };
  const made = { result: result!, resultHash: resultHash! };
  return { title, survey, methods, ...(outcomes && { outcomes }), ...made };
}

export const hashOf = (content: SurveyReleaseContent): string => contentHash(content);

export const toRelease = (release: SurveyReleaseEntity, content: SurveyReleaseContent): SurveyRelease => ({
  ...toHead(release),
  contentHash: release.contentHash,
  missing: missingItems(release.methods),
  content,
});

/** The shares that reporting is told of: each with its interval, where there is one, and the people it rests on. */
export function headlinesOf(result: AnalysisResult, keys: readonly string[]): HeadlineEstimate[] {
  return result.tables
    .filter(({ key }) => keys.includes(key))
    .flatMap(({ variable, rows, shares, people }) =>
      rows.map(({ label }, at) => {
        const { value, reason = null, low = null, high = null } = shares[at]!;
        const base = value === null ? null : people.total.value;
        const [item, wording] = [variable.key, variable.label.slice(0, 1000)];
        return { item, wording, category: label.slice(0, 300), estimate: value, reason, low, high, base };
      }),
    )
    .slice(0, 200);
}

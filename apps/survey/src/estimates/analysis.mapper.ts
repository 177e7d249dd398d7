import type { Analysis, AnalysisHead } from '#contracts/analyses';
import type { AnalysisEntity } from './analysis.entity.js';

export const toHead = ({
  id,
  planId,
  title,
  state,
  failure,
  jobId,
  createdAt,
}: AnalysisEntity): AnalysisHead => ({
  id,
  planId,
  title,
  state,
  failure,
  jobId,
  createdAt: createdAt.toISOString(),
});

export function toAnalysis(analysis: AnalysisEntity): Analysis {
  const { definition, inputHash, resultHash, result } = analysis;
  return { ...toHead(analysis), definition, inputHash, resultHash, result };
}

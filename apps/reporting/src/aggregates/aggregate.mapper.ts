import type { AggregateComment, AggregateReport, AggregateReportHead } from '#contracts/aggregates';
import type { AggregateCommentEntity, AggregateReportEntity, DispatchEntity } from './aggregate.entity.js';

export function toHead(entity: AggregateReportEntity): AggregateReportHead {
  const { id, periodId, state, title, number, symbol, issuedOn, contentHash, jobId, version } = entity;
  const { areaCode, supersedes, supersededBy } = entity;
  const head = { id, periodId, state, title, number, symbol, issuedOn, contentHash, jobId, version };
  return { ...head, areaCode, supersedes, supersededBy };
}

export function toReport(entity: AggregateReportEntity, dispatches: DispatchEntity[]): AggregateReport {
  return {
    ...toHead(entity),
    content: entity.content,
    approvedHash: entity.approvedHash,
    dispatches: dispatches.map(({ id, organisationId, dispatchedAt, acknowledgedAt }) => ({
      id,
      organisationId,
      dispatchedAt: dispatchedAt.toISOString(),
      acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    })),
  };
}

export function toComment(comment: AggregateCommentEntity): AggregateComment {
  const { id, section, text, by, conferenceId, at } = comment;
  return { id, section, text, by, conferenceId, at: at.toISOString() };
}

import type { OpinionItem, OpinionReport, OpinionReportHead } from '#contracts/opinion';
import type { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';

export function toHead(entity: OpinionReportEntity): OpinionReportHead {
  const { id, periodId, appointmentId, kind, channel, state, filedAt, onTime, reviseBy, itemCount, version } =
    entity;
  const filed = filedAt?.toISOString() ?? null;
  return {
    id,
    periodId,
    appointmentId,
    kind,
    channel,
    state,
    filedAt: filed,
    onTime,
    reviseBy,
    itemCount,
    version,
  };
}

export function toReport(entity: OpinionReportEntity, items: OpinionItemEntity[]): OpinionReport {
  return { ...toHead(entity), items: items.map(toItem) };
}

function toItem(entity: OpinionItemEntity): OpinionItem {
  const { conversations, meetings, places, ...item } = entity;
  return { ...item, basis: { conversations, meetings, places } };
}

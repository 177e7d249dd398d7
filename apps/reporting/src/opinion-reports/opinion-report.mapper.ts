import type { OpinionItem, OpinionReport, OpinionReportHead } from '#contracts/opinion';
import type { OpinionItemEntity, OpinionReportEntity } from './opinion-report.entity.js';

export function toHead(entity: OpinionReportEntity): OpinionReportHead {
  const { personId: _, ord: __, createdAt: ___, filedAt, firstReadAt, ...head } = entity;
  const filed = filedAt?.toISOString() ?? null;
  return { ...head, filedAt: filed, firstReadAt: firstReadAt?.toISOString() ?? null };
}

export function toReport(entity: OpinionReportEntity, items: OpinionItemEntity[]): OpinionReport {
  return { ...toHead(entity), items: items.map(toItem) };
}

function toItem(entity: OpinionItemEntity): OpinionItem {
  const { conversations, meetings, places, ...item } = entity;
  return { ...item, basis: { conversations, meetings, places } };
}

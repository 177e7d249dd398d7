import { aggregateReportDocx } from '#documents/aggregate-report.docx';
import { aggregateReportPdf } from '#documents/aggregate-report.pdf';
import { forms } from '#documents/forms';
import type { OfficeEntity } from '../office/office.module.js';
import { toDocument } from './aggregate.document.js';
import type { AggregateReportEntity } from './aggregate.entity.js';

/** What is printed: the report, the office as it is called, and the report whose place it takes. */
type Printed = [report: AggregateReportEntity, office: OfficeEntity, before: AggregateReportEntity | null];

const printed = (...[report, office, before]: Printed) =>
  toDocument(report, report.content!, { office, before });

export const render = {
  docx: (...of: Printed): Promise<Buffer> => aggregateReportDocx(printed(...of), forms[of[1].form]),
  pdf: (...of: Printed): Promise<Buffer> => aggregateReportPdf(printed(...of), forms[of[1].form]),
};

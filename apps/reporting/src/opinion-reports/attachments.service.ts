import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { MAX_ATTACHMENTS, type OpinionAttachment } from '#contracts/attachments';
import type { OpinionReport } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { wordText } from '#documents/word-text';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { keptFile, unreadableFile } from '#service-kit/kept-file';
import type { Upload } from '#service-kit/uploaded';
import { OpinionAttachmentEntity } from './attachment.entity.js';
import { OpinionReportsService } from './opinion-reports.service.js';
import type { OpinionReportEntity } from './opinion-report.entity.js';
import { ReportChanges, type ReportVersion } from './report-changes.js';

/** Documents that come with a report: whoever may read it may fetch them; they change only while it is a draft. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly changes: ReportChanges,
    private readonly reports: OpinionReportsService,
    private readonly transactions: Transactions,
  ) {}

  async list(reportId: string, caller: Caller): Promise<{ items: OpinionAttachment[] }> {
    return this.transactions.run(async (unit) => {
      const report = await this.reports.find(reportId, caller);
      recordReading(unit, report, caller, {});
      const attachments = await unit.manager.find(OpinionAttachmentEntity, {
        where: { reportId },
        order: { addedAt: 'ASC', sha256: 'ASC' },
      });
      return { items: attachments.map((each) => ({ ...each, addedAt: each.addedAt.toISOString() })) };
    });
  }

  async content(reportId: string, sha256: string, caller: Caller): Promise<OpinionAttachmentEntity> {
    return this.transactions.run(async (unit) => {
      const report = await this.reports.find(reportId, caller);
      const attachment = await unit.manager.findOne(OpinionAttachmentEntity, {
        select: { reportId: true, sha256: true, mediaType: true, content: true },
        where: { reportId, sha256 },
      });
      if (!attachment) throw Problem.of('resource.not-found');
      recordReading(unit, report, caller, { sha256 });
      return attachment;
    });
  }

  /**
   * Adds a document to a draft; the same document is kept once.
   * @throws Problem 422 `file.unreadable` when it is not a Word document or has pictures or other files in it,
   *   `opinion.personal-data` when its text leads to a person, `opinion-attachment.too-many`.
   */
  async add(target: ReportVersion, file: Upload): Promise<OpinionReport> {
    return this.changes.change(target, ['draft'], async (unit, { id: reportId, state }) => {
      const kept = keptFile(file);
      refuseUnreadOrPersonal(file.bytes);
      const { sha256 } = kept;
      const others = await unit.manager.findBy(OpinionAttachmentEntity, { reportId });
      if (!others.some((other) => other.sha256 === sha256)) {
        if (others.length >= MAX_ATTACHMENTS)
          throw Problem.unprocessable(
            'opinion-attachment.too-many',
            `A report has at most ${MAX_ATTACHMENTS} attachments`,
          );
        await unit.manager.insert(OpinionAttachmentEntity, { reportId, ...kept, content: file.bytes });
      }
      return { state, action: 'opinion-attachment.add', details: { ...kept } };
    });
  }

  async remove(target: ReportVersion, sha256: string): Promise<OpinionReport> {
    return this.changes.change(target, ['draft'], async (unit, { id: reportId, state }) => {
      const { affected } = await unit.manager.delete(OpinionAttachmentEntity, { reportId, sha256 });
      if (affected === 0) throw Problem.of('resource.not-found');
      return { state, action: 'opinion-attachment.remove', details: { sha256 } };
    });
  }
}

function recordReading(
  unit: UnitOfWork,
  report: OpinionReportEntity,
  caller: Caller,
  details: Record<string, unknown>,
): void {
  if (report.personId === caller.personId) return;
  unit.audit({ action: 'opinion-attachment.read', entity: `opinion-report:${report.id}`, details });
}

function refuseUnreadOrPersonal(bytes: Buffer): void {
  const { paragraphs, embeds } = textOrRefuse(bytes);
  if (embeds) throw unreadableFile('Pictures or other files are packed into it, which are not read');
  const errors = paragraphs
    .flatMap((text, index) => personalSpansIn(`paragraphs.${index}`, text))
    .slice(0, 100);
  if (errors.length > 0)
    throw Problem.unprocessable('opinion.personal-data', 'The text leads to a person', { errors });
}

function textOrRefuse(bytes: Buffer): ReturnType<typeof wordText> {
  try {
    return wordText(bytes);
  } catch (error) {
    throw unreadableFile((error as Error).message);
  }
}

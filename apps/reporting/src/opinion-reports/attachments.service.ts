import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { MAX_ATTACHMENTS, type OpinionAttachment } from '#contracts/attachments';
import type { OpinionReport } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { fileTypeOf, fileTypes } from '#documents/file-type';
import { wordText } from '#documents/word-text';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
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
   * @throws Problem 422 `file.unreadable` when it is not what it is sent as or has other files in it,
   *   `opinion.personal-data` when its text leads to a person, `opinion-attachment.too-many`.
   */
  async add(target: ReportVersion, file: Upload): Promise<OpinionReport> {
    return this.changes.change(target, ['draft'], async (unit, { id: reportId, state }) => {
      refuseUnfit(file);
      const { bytes, mediaType } = file;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const others = await unit.manager.findBy(OpinionAttachmentEntity, { reportId });
      if (!others.some((other) => other.sha256 === sha256)) {
        if (others.length >= MAX_ATTACHMENTS)
          throw Problem.unprocessable(
            'opinion-attachment.too-many',
            `A report has at most ${MAX_ATTACHMENTS} attachments`,
          );
        const attachment = { reportId, sha256, mediaType, size: bytes.length, content: bytes };
        await unit.manager.insert(OpinionAttachmentEntity, attachment);
      }
      return { state, action: 'opinion-attachment.add', details: { sha256, mediaType, size: bytes.length } };
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

function refuseUnfit({ bytes, mediaType }: Upload): void {
  const unreadable = (detail: string): Problem =>
    Problem.unprocessable('file.unreadable', 'The file cannot be taken', { detail });
  const found = fileTypeOf(bytes);
  if (found !== mediaType)
    throw unreadable(found ? `By its content it is ${found}` : 'By its content it is neither PDF nor DOCX');
  if (mediaType !== fileTypes.docx) return;
  const { paragraphs, embeds } = textOrRefuse(bytes, unreadable);
  if (embeds) throw unreadable('Other files are packed into it');
  const errors = paragraphs
    .flatMap((text, index) => personalSpansIn(`paragraphs.${index}`, text))
    .slice(0, 100);
  if (errors.length > 0)
    throw Problem.unprocessable('opinion.personal-data', 'The text leads to a person', { errors });
}

function textOrRefuse(bytes: Buffer, unreadable: (detail: string) => Problem): ReturnType<typeof wordText> {
  try {
    return wordText(bytes);
  } catch (error) {
    throw unreadable((error as Error).message);
  }
}

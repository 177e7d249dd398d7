import { Injectable } from '@nestjs/common';
import { CertificateRow } from '#contracts/certificates';
import type { FileQuery, ImportOutcome } from '#contracts/import';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { CourseEntity } from '../courses/course.entity.js';
import { unknownAmong } from '../reference/reference.queries.js';
import { CertificateEntity } from './certificate.entity.js';
import { CertificatesService } from './certificates.service.js';

type Line = { line: number; row: CertificateRow };

/** Certificates earned elsewhere, as a table names them. */
@Injectable()
export class CertificateFilesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly certificates: CertificatesService,
  ) {}

  /**
   * Records what a table names; all or nothing. What is recorded already, by issuer and number, is passed over.
   * @throws Problem 422 `file.unreadable`.
   */
  async importFile(file: Upload, { dryRun }: FileQuery): Promise<ImportOutcome> {
    const sheets = await listsOf(file, ['certificates'], 'certificates');
    const { rows, problems } = checkedList(sheets, 'certificates', CertificateRow);
    return this.transactions.run(async (unit) => {
      const courses = await unit.manager.find(CourseEntity);
      const courseIds = new Map(courses.map(({ code, id }) => [code, id]));
      const personIds = [...new Set(rows.map(({ row }) => row.personId))];
      const unknown = new Set(await unknownAmong(unit, personIds));
      const seen = new Map<string, CertificateRow>();
      const added: Line[] = [];
      for (const one of rows) {
        const { line, row } = one;
        const told = await there(unit, row);
        const earlier = told ?? seen.get(keyOf(row));
        const wrong = [
          ...(unknown.has(row.personId) ? ['personId: is nobody of the network'] : []),
          ...(courseIds.has(row.courseCode) ? [] : ['courseCode: there is no such course']),
          ...(row.validTo && row.validTo < row.validFrom ? ['validTo: lies before validFrom'] : []),
          ...(personalSpansIn('issuer', row.issuer).length > 0 ? ['issuer: leads to a person'] : []),
          ...(earlier && earlier.personId !== row.personId ? ['number: is of somebody else'] : []),
        ];
        problems.push(...wrong.map((message) => ({ list: 'certificates', line, message })));
        if (!earlier) added.push(one);
        seen.set(keyOf(row), row);
      }
      problems.sort((one, other) => one.line - other.line);
      const counts = { certificates: added.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      for (const { row } of added) {
        const { courseCode, validTo = null, ...earned } = row;
        await this.certificates.recordElsewhere({ ...earned, validTo, courseId: courseIds.get(courseCode)! });
      }
      return { applied: true, counts, problems };
    });
  }
}

const keyOf = ({ issuer, number }: CertificateRow): string => JSON.stringify([issuer, number]);

const there = (unit: UnitOfWork, { issuer, number }: CertificateRow): Promise<CertificateEntity | null> =>
  unit.manager.findOneBy(CertificateEntity, { source: 'elsewhere', issuer, number });

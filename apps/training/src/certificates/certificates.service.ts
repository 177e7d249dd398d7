import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import {
  type Certificate,
  certificateChanged,
  type CertificateEarnedElsewhere,
  type CertificateListQuery,
  type CertificateValidity,
  type NewCertificate,
  type RevokeCertificate,
} from '#contracts/certificates';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type { TrainingClass } from '#contracts/training';
import { day } from '#contracts/values';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordList, recordRead } from '#service-kit/reads-of-others';
import { CourseEntity } from '../courses/course.entity.js';
import { refuseUnknownPeople } from '../reference/reference.queries.js';
import { CertificateEntity } from './certificate.entity.js';
import { expiringSql, nextNumberSql, termSql, validitySql } from './certificates.queries.js';
import { refusePersonalData } from '../personal-data.rules.js';

type Term = Pick<Certificate, 'validFrom' | 'validTo'>;
type Given = Pick<Certificate, 'personId'> & Partial<Pick<Certificate, 'classId' | 'renewsId'>>;

@Injectable()
export class CertificatesService {
  constructor(private readonly transactions: Transactions) {}

  /** Lists certificates, latest first; showing others' is recorded. */
  async list(query: z.infer<typeof CertificateListQuery>, caller: Caller): Promise<Page<Certificate>> {
    return this.transactions.run(async (unit) => {
      const page = await this.page(query, caller);
      recordList(unit, 'certificate', page.items, caller);
      return page;
    });
  }

  /** Reads a certificate, or its document; reading another's is recorded. */
  async get(id: string, caller: Caller): Promise<Certificate> {
    return this.transactions.run(async (unit) => {
      const found = await this.visibleTo(caller).andWhere('certificate.id = :id', { id }).getOne();
      if (!found) throw Problem.of('resource.not-found');
      recordRead(unit, 'certificate', found, caller);
      return found;
    });
  }

  /** Whether the certificate with this code counts today. */
  async verify(code: string): Promise<CertificateValidity> {
    const [found] = await this.transactions.run((unit) =>
      unit.query<CertificateValidity>('certificate.validity', validitySql, [code]),
    );
    if (!found) throw Problem.of('resource.not-found');
    return found;
  }

  /**
   * Gives somebody of the network a certificate of a course.
   * @throws Problem 422 `certificate.no-person`, `certificate.no-course`, `certificate.not-given`.
   */
  async issue({ personId, courseId, validFrom }: NewCertificate): Promise<Certificate> {
    return this.transactions.run(async (unit) => {
      await refuseUnknownPeople(unit, 'certificate', [personId]);
      const course = await courseOf(unit, courseId);
      return give(unit, course, { personId }, await termOf(unit, course, validFrom));
    });
  }

  /** Gives those who passed a class of the office its certificate, valid from the last day of the class on. */
  async issueOfClass(
    { id: classId, courseId, endsOn }: Pick<TrainingClass, 'id' | 'courseId' | 'endsOn'>,
    personIds: readonly string[],
  ): Promise<Certificate[]> {
    if (personIds.length === 0) return [];
    return this.transactions.run(async (unit) => {
      const course = await courseOf(unit, courseId);
      const term = await termOf(unit, course, endsOn);
      const certificates: Certificate[] = [];
      for (const personId of personIds)
        certificates.push(await give(unit, course, { personId, classId }, term));
      return certificates;
    });
  }

  /**
   * Records a certificate that somebody earned elsewhere, under the course whose place it takes.
   * @throws Problem 422 `certificate.no-person`, `certificate.no-course`, `certificate.personal-data`.
   */
  async recordElsewhere({ courseId, ...earned }: CertificateEarnedElsewhere): Promise<Certificate> {
    refusePersonalData('certificate', { issuer: earned.issuer });
    return this.transactions.run(async (unit) => {
      await refuseUnknownPeople(unit, 'certificate', [earned.personId]);
      const course = await courseOf(unit, courseId);
      return insert(unit, course, { ...earned, source: 'elsewhere', verificationCode: null });
    });
  }

  /**
   * Gives the certificate that follows on one.
   * @throws Problem 409 `certificate.revoked`, `certificate.renewed`, 422 `certificate.not-given`, `certificate.out-of-range`.
   */
  async renew(id: string): Promise<Certificate> {
    return this.transactions.run(async (unit) => {
      const { personId, courseId, validTo } = await lockedCertificate(unit, id);
      if (await unit.manager.existsBy(CertificateEntity, { renewsId: id }))
        throw Problem.conflict('certificate.renewed', 'Another follows on it already');
      const course = await courseOf(unit, courseId);
      const term = await termOf(unit, course, validTo, 'following');
      return give(unit, course, { personId, renewsId: id }, term);
    });
  }

  /** @throws Problem 409 `certificate.revoked` when it was before, 422 `certificate.personal-data`. */
  async revoke(id: string, version: number, { reason }: RevokeCertificate): Promise<Certificate> {
    refusePersonalData('certificate', { reason });
    return this.transactions.run(async (unit) => {
      const certificate = await lockedCertificate(unit, id, version);
      Object.assign(certificate, { state: 'revoked', revokeReason: reason, version: version + 1 });
      await unit.manager.save(certificate);
      return record(unit, 'certificate.revoke', certificate);
    });
  }

  private async page(
    query: z.infer<typeof CertificateListQuery>,
    caller: Caller,
  ): Promise<Page<Certificate>> {
    const select = this.visibleTo(caller);
    const { expiringWithin } = query;
    if (expiringWithin !== undefined) select.andWhere(expiringSql, { expiringWithin });
    const fields = ['personId', 'courseId', 'classId', 'source', 'state', 'validTo'];
    return readPage(
      select,
      query,
      {
        fields: Object.fromEntries(fields.map((name) => [name, `certificate.${name}`])),
        sort: { expression: 'certificate.validFrom', of: ({ validFrom }) => validFrom },
        id: { expression: 'certificate.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      (certificate) => certificate,
    );
  }

  private visibleTo({ reach }: Caller): SelectQueryBuilder<CertificateEntity> {
    const { sql, parameters } = reachWhere(reach, { person: 'certificate.personId' });
    return this.transactions.manager
      .createQueryBuilder(CertificateEntity, 'certificate')
      .where(sql, parameters);
  }
}

async function courseOf(unit: UnitOfWork, id: string): Promise<CourseEntity> {
  const course = await unit.manager.findOneBy(CourseEntity, { id });
  if (!course) throw Problem.unprocessable('certificate.no-course', 'There is no such course');
  return course;
}

async function termOf(
  unit: UnitOfWork,
  { certificateMonths }: CourseEntity,
  from: string | null = null,
  start: keyof typeof termSql = 'given',
): Promise<Term> {
  if (certificateMonths === null)
    throw Problem.unprocessable('certificate.not-given', 'The course gives no certificate');
  const values = [from, certificateMonths];
  const [term] = await unit.query<Term>(`certificate.term-${start}`, termSql[start], values);
  if (!day.safeParse(term!.validTo).success)
    throw Problem.unprocessable('certificate.out-of-range', 'It would be valid beyond the days there are');
  return term!;
}

async function lockedCertificate(unit: UnitOfWork, id: string, version?: number): Promise<CertificateEntity> {
  const certificate = await lockRow(unit, CertificateEntity, id, version);
  if (certificate.state === 'revoked')
    throw Problem.conflict('certificate.revoked', 'The certificate was revoked');
  return certificate;
}

/** Numbers and inserts a certificate of the office. */
async function give(unit: UnitOfWork, course: CourseEntity, given: Given, term: Term): Promise<Certificate> {
  const [next] = await unit.query<{ number: string }>('certificate.number', nextNumberSql);
  return insert(unit, course, {
    ...given,
    ...term,
    ...next!,
    source: given.classId ? 'class' : 'office',
    verificationCode: randomBytes(16).toString('base64url'),
  });
}

type Facts = Given & Term & Pick<Certificate, 'number' | 'source' | 'verificationCode'>;

async function insert(
  unit: UnitOfWork,
  course: CourseEntity,
  facts: Facts & Partial<Pick<Certificate, 'issuer'>>,
): Promise<Certificate> {
  const certificate: CertificateEntity = {
    id: randomUUID(),
    courseId: course.id,
    courseCode: course.code,
    courseTitle: course.title,
    classId: null,
    issuer: null,
    renewsId: null,
    ...facts,
    state: 'valid',
    revokeReason: null,
    version: 1,
  };
  await unit.manager.insert(CertificateEntity, certificate);
  return record(unit, 'certificate.issue', certificate);
}

function record(unit: UnitOfWork, action: string, certificate: CertificateEntity): Certificate {
  const { id, personId, courseId, number, state, version } = certificate;
  unit.publish(certificateChanged.of(id, version, certificate));
  const details = { personId, courseId, number, state, version };
  unit.audit({ action, entity: `certificate:${id}`, details });
  return certificate;
}

import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  Certificate,
  CertificateEarnedElsewhere,
  CertificateListQuery,
  CertificatePage,
  CertificateValidity,
  NewCertificate,
  RevokeCertificate,
  VerificationCode,
} from '#contracts/certificates';
import { FileQuery, ImportOutcome } from '#contracts/import';
import { IdParam } from '#contracts/values';
import { fileTypes } from '#documents/file-type';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { Uploaded, type Upload } from '#service-kit/uploaded';
import { CertificateFilesService } from './certificate-files.service.js';
import { CertificateDocumentService } from './certificate-document.service.js';
import { CertificatesService } from './certificates.service.js';

const notFound = { 404: ['resource.not-found'] };
const creation = {
  requires: 'certificate.write',
  returns: Certificate,
  status: 201,
  repeatable: true,
} as const;

@Controller('certificates')
export class CertificatesController {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly documents: CertificateDocumentService,
    private readonly files: CertificateFilesService,
  ) {}

  @Get()
  @Route({
    summary: 'List certificates, latest first',
    requires: 'certificate.read',
    returns: CertificatePage,
  })
  list(
    @Query({ schema: CertificateListQuery }) query: z.infer<typeof CertificateListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.certificates.list(query, caller);
  }

  // Public: whoever is shown a certificate checks it, without an account.
  @Get('verify/:code')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Whether the certificate with this code counts today',
    description: 'Shows neither whose it is nor what it is for: that stands on the certificate.',
    requires: 'public',
    returns: CertificateValidity,
    problems: notFound,
  })
  verify(@Param('code', { schema: VerificationCode }) code: string) {
    return this.certificates.verify(code);
  }

  @Get(':id')
  @Route({
    summary: 'Read a certificate',
    requires: 'certificate.read',
    returns: Certificate,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.certificates.get(id, caller);
  }

  @Get(':id/document.pdf')
  @Header('content-disposition', 'attachment; filename="chung-nhan.pdf"')
  @Route({
    summary: 'Fetch a certificate as a document',
    description: 'The name of its holder is not kept here and is left to the pen.',
    requires: 'certificate.read',
    produces: fileTypes.pdf,
    problems: { ...notFound, 409: ['certificate.elsewhere'] },
  })
  async document(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.documents.pdf(id, caller), { type: fileTypes.pdf });
  }

  @Post()
  @Route({
    summary: 'Give a certificate',
    ...creation,
    problems: {
      422: [
        'certificate.no-person',
        'certificate.no-course',
        'certificate.not-given',
        'certificate.out-of-range',
      ],
    },
  })
  issue(@Body({ schema: NewCertificate }) body: NewCertificate) {
    return this.certificates.issue(body);
  }

  @Post('elsewhere')
  @Route({
    summary: 'Record a certificate that was earned elsewhere',
    ...creation,
    problems: {
      409: ['resource.conflict'],
      422: ['certificate.no-person', 'certificate.no-course', 'certificate.personal-data'],
    },
  })
  recordElsewhere(@Body({ schema: CertificateEarnedElsewhere }) body: CertificateEarnedElsewhere) {
    return this.certificates.recordElsewhere(body);
  }

  @Post('elsewhere/files')
  @Route({
    summary: 'Record certificates that were earned elsewhere, from a table',
    description:
      'Columns personId, courseCode, issuer, number, validFrom, validTo. What is recorded already is passed over.',
    requires: 'certificate.write',
    consumes: tableFiles,
    returns: ImportOutcome,
    problems: { 422: ['file.unreadable'] },
  })
  importFile(@Query({ schema: FileQuery }) query: FileQuery, @Uploaded() file: Upload) {
    return this.files.importFile(file, query);
  }

  @Post(':id/renew')
  @Route({
    summary: 'Give the certificate that follows on one',
    description:
      'From the day after it ends, or from today when it has ended, for as long as the course says now.',
    ...creation,
    problems: {
      ...notFound,
      409: ['certificate.revoked', 'certificate.renewed'],
      422: ['certificate.not-given', 'certificate.out-of-range'],
    },
  })
  renew(@Param('id', { schema: IdParam }) id: string) {
    return this.certificates.renew(id);
  }

  @Post(':id/revoke')
  @Route({
    summary: 'Revoke a certificate',
    requires: 'certificate.write',
    returns: Certificate,
    guarded: true,
    problems: { ...notFound, 409: ['certificate.revoked'], 422: ['certificate.personal-data'] },
  })
  revoke(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RevokeCertificate }) body: RevokeCertificate,
  ) {
    return this.certificates.revoke(id, version, body);
  }
}

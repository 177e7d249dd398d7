import { Module } from '@nestjs/common';
import { CertificateDocumentService } from './certificate-document.service.js';
import { CertificateFilesService } from './certificate-files.service.js';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesService } from './certificates.service.js';

@Module({
  controllers: [CertificatesController],
  providers: [CertificatesService, CertificateDocumentService, CertificateFilesService],
  exports: [CertificatesService],
})
export class CertificatesModule {}

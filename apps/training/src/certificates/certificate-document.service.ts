import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import { certificatePdf } from './certificate.document.js';
import { CertificatesService } from './certificates.service.js';
import { PUBLIC_ADDRESS } from './public-address.js';

@Injectable()
export class CertificateDocumentService {
  constructor(
    private readonly certificates: CertificatesService,
    @Optional() @Inject(PUBLIC_ADDRESS) private readonly address: string | null = null,
  ) {}

  /** @throws Problem 409 `certificate.elsewhere`: whoever gave one prints it. */
  async pdf(id: string, caller: Caller): Promise<Buffer> {
    const { verificationCode, ...certificate } = await this.certificates.get(id, caller);
    if (verificationCode === null)
      throw Problem.conflict('certificate.elsewhere', 'The certificate is not one of this office');
    const path = `/v1/training/certificates/verify/${verificationCode}`;
    return certificatePdf(certificate, this.address ? new URL(path, this.address).href : path);
  }
}

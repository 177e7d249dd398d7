import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import { aggregateReportDocx } from '#documents/aggregate-report.docx';
import { aggregateReportPdf } from '#documents/aggregate-report.pdf';
import { forms } from '#documents/forms';
import { releaseDdi } from './release.ddi.js';
import { toDocument } from './release.document.js';
import { hasPassed, microdataCsv } from './release.microdata.js';
import { releaseFiles } from './release.sheets.js';
import { ReleasesService } from './releases.service.js';

const drawUp = { docx: aggregateReportDocx, pdf: aggregateReportPdf };

/** Releases as files. What is published never changes, and so neither do they. */
@Injectable()
export class ReleaseFilesService {
  constructor(private readonly releases: ReleasesService) {}

  async document(id: string, format: keyof typeof drawUp, caller: Caller): Promise<Buffer> {
    const { release, content } = await this.releases.whole(id, caller);
    return drawUp[format](toDocument(release, content), forms.party);
  }

  async tables(id: string, format: keyof typeof releaseFiles, caller: Caller): Promise<Buffer> {
    const { release, content } = await this.releases.whole(id, caller);
    return releaseFiles[format](release, content);
  }

  async ddi(id: string, caller: Caller): Promise<Buffer> {
    const { release, content } = await this.releases.whole(id, caller);
    return releaseDdi(release, content);
  }

  /** @throws Problem 404 `survey-release.no-microdata` */
  async microdata(id: string, caller: Caller): Promise<Buffer> {
    const { content } = await this.releases.whole(id, caller);
    const { microdata } = content.result;
    if (hasPassed(microdata)) return microdataCsv(microdata);
    throw new Problem('survey-release.no-microdata', 404, 'This release has no file of records', {
      detail: microdata ? 'it did not pass disclosure control' : 'the analysis did not ask for one',
    });
  }
}

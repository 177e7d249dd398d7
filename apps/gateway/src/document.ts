import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenAPIObject } from '@nestjs/swagger';

/** The committed OpenAPI document, at the top of the installation. */
export function documentPath(): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'openapi.json');
  }
  throw new Error('openapi.json cannot be found: there is no package.json above this file');
}

export function readDocument(): OpenAPIObject {
  return JSON.parse(readFileSync(documentPath(), 'utf8')) as OpenAPIObject;
}

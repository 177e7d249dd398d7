import { z } from 'zod';

/** One defect of a request: `path` is a JSON path into the body, the query or the headers. */
export const FieldError = z.object({ path: z.string(), message: z.string() }).meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details, the only shape an error answer takes. */
export const ProblemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDetails = z.infer<typeof ProblemDetails>;

/** Every problem that all services share; features add theirs as `<noun>.<what-is-wrong>`. */
export const sharedProblems = {
  'request.malformed': [400, 'The request cannot be read'],
  'request.invalid': [400, 'The request is not valid'],
  'auth.missing': [401, 'Sign in first'],
  'auth.invalid': [401, 'The credentials are not valid'],
  'auth.expired': [401, 'The credentials have expired'],
  'auth.revoked': [401, 'What you may do has changed: get a new token'],
  'auth.forbidden': [403, 'This is not allowed for your role'],
  'auth.second-factor-required': [403, 'A second factor is required'],
  'resource.not-found': [404, 'There is no such thing here'],
  'request.method-not-allowed': [405, 'This method is not offered here'],
  'resource.conflict': [409, 'This conflicts with what is stored'],
  'idempotency.key-reused': [409, 'This Idempotency-Key was used with another request'],
  'resource.stale': [412, 'The resource has changed since you read it'],
  'request.too-large': [413, 'The request is too large'],
  'request.unsupported-media-type': [415, 'This content type is not accepted'],
  'request.unprocessable': [422, 'The request cannot be carried out'],
  'resource.match-required': [428, 'Say which version you change (If-Match)'],
  'request.too-many': [429, 'Too many requests'],
  'service.failed': [500, 'Something went wrong on our side'],
  'service.unavailable': [503, 'The service is not available just now'],
} as const satisfies Record<string, readonly [number, string]>;

export type SharedProblemCode = keyof typeof sharedProblems;

/** What else a problem can say beside its code: free detail, field errors, seconds until a retry makes sense. */
export interface ProblemExtras {
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
}

/**
 * The error every layer throws; the edge turns it into `application/problem+json`.
 * It knows nothing of HTTP frameworks: `status` is part of the catalogue.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(extras.detail ? `${title}: ${extras.detail}` : title);
  }

  /** One of the shared problems, e.g. `Problem.of('resource.not-found')`. */
  static of(code: SharedProblemCode, extras: ProblemExtras = {}): Problem {
    const [status, title] = sharedProblems[code];
    return new Problem(code, status, title, extras);
  }

  /** A feature's own conflict (409): the state of things does not allow the action. */
  static conflict(code: string, title: string, extras: ProblemExtras = {}): Problem {
    return new Problem(code, 409, title, extras);
  }

  /** A feature's own refusal of well-formed input (422). */
  static unprocessable(code: string, title: string, extras: ProblemExtras = {}): Problem {
    return new Problem(code, 422, title, extras);
  }

  toDetails(requestId?: string): ProblemDetails {
    return {
      type: `urn:langnghe:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      ...(this.extras.detail && { detail: this.extras.detail }),
      ...(requestId && { requestId }),
      ...(this.extras.errors && { errors: this.extras.errors }),
    };
  }
}

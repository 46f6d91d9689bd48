// What a person is told when the playground does not do what they asked. The bot's side throws `PlatformError` instead.
import type { FieldErrors } from '../../core/content.ts';

/** HTTP's own numbers, since that is where most callers stand. */
export type RefusalStatus = 400 | 403 | 404 | 409 | 413 | 422;

export class Refused extends Error {
  readonly status: RefusalStatus;
  readonly code: string;
  /** Which part of the request is wrong. */
  readonly field: string | null;
  /** One sentence for each wrong field of a form. */
  readonly fields: FieldErrors | null;
  /** `message` says what was wrong and how to mend it. */
  constructor(status: RefusalStatus, code: string, message: string, field: string | null = null, fields: FieldErrors | null = null) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.field = field;
    this.fields = fields;
  }
}

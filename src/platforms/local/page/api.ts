// The playground's HTTP API. It comes from the same process as this page, so its answers are taken by their declared shape; its own tests hold it to them.
import type { ApiFault, Blocks, Choice, ClockState, Command, GivenFile, Interaction, Message, Person, Places } from './wire.ts';

const BASE = '/api/local';

/** Said in the API's own words. `fields`: one sentence a form field. `reached` is false where nothing answered at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly reached: boolean;
  constructor(code: string, message: string, fields: Readonly<Record<string, string>> = {}, reached = true) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
    this.reached = reached;
  }
}

/** A sentence for a person, whatever was thrown. */
export function faultText(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong in this page. Reload it; what was sent is kept.';
}

type Query = Readonly<Record<string, string>>;

async function call<Answer>(method: string, path: string, query: Query, body: unknown): Promise<Answer> {
  const search = new URLSearchParams(query).toString();
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new ApiError('unreachable', 'The playground does not answer. What you typed is still here; try again once it runs.', {}, false);
  }
  const text = await response.text();
  let answer: unknown = null;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    throw new ApiError('malformed', `The playground answered ${response.status} with something that is not JSON.`);
  }
  if (response.ok) return answer as Answer; // same process, same version: see the head of this file
  const refused = answer as { readonly error?: ApiFault; readonly fields?: Record<string, string> } | null; // as above
  throw new ApiError(
    refused?.error?.code ?? 'unknown',
    refused?.error?.message ?? `The playground answered ${response.status}.`,
    refused?.fields,
  );
}

const get = <Answer>(path: string, query: Query = {}): Promise<Answer> => call(`GET`, path, query, undefined);
const post = <Answer>(path: string, body: unknown): Promise<Answer> => call('POST', path, {}, body);

interface Interacted {
  readonly interaction: Interaction;
}
export interface TypedCommand {
  readonly command: string;
  readonly subcommand: string | null;
  readonly options: Readonly<Record<string, string>>;
}

export const api = {
  people: () => get<readonly Person[]>('/people'),
  commands: (as: string) => get<readonly Command[]>('/commands', { as }),
  suggest: (as: string, command: string, option: string, typed: string) =>
    get<readonly Choice[]>('/suggest', { as, command, option, typed }),
  places: (as: string) => get<Places>('/places', { as }),
  messages: (as: string, place: string) => get<readonly Message[]>('/messages', { as, in: place }),
  say: (as: string, place: string, text: string, replyTo: string | null) =>
    post<Message>('/messages', { as, in: place, text, ...(replyTo === null ? {} : { replyTo }) }),
  edit: (as: string, message: string, text: string) => call<Message>('PATCH', '/messages', {}, { as, message, text }),
  remove: (as: string, message: string) => call<unknown>('DELETE', '/messages', { as, message }, undefined),
  command: (as: string, place: string, typed: TypedCommand) =>
    post<Interacted>('/commands', {
      as,
      in: place,
      command: typed.command,
      ...(typed.subcommand === null ? {} : { subcommand: typed.subcommand }),
      options: typed.options,
    }),
  press: (as: string, message: string, action: string, values: readonly string[]) =>
    post<Interacted>('/actions', { as, message, action, ...(values.length === 0 ? {} : { values }) }),
  submit: (as: string, form: string, values: Readonly<Record<string, string | GivenFile>>) =>
    post<Interacted>('/forms', { as, form, values }),
  interaction: (as: string, id: string) => get<Interaction>('/interaction', { as, id }),
  home: (as: string) => get<Blocks>('/home', { as }),
  clock: () => get<ClockState>('/clock'),
  jump: (preset: string) => post<ClockState>('/clock', { preset }),
  fileAddress: (as: string, id: string) => `${BASE}/file?${new URLSearchParams({ as, id }).toString()}`,
  events: (as: string) => new EventSource(`${BASE}/events?${new URLSearchParams({ as }).toString()}`),
};

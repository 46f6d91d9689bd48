// Typed ids for buttons, selects and forms. A platform hands back only the id, perhaps a year later, perhaps made by a stranger.

/** How the answer to an interaction begins; the adapter acknowledges by it before a handler runs, a `form` handler has 2 s. */
export type AnswerMode = 'ephemeral' | 'update' | 'form';

/** Discord holds 100 characters in a custom_id, Slack 255 in an action_id: the smaller one is the limit. */
export const ACTION_ID_BYTES = 100;
const VERSION = 'r1';

export interface ActionDefinition<Param extends string> {
  readonly code: string;
  readonly params: readonly Param[];
  readonly answers: AnswerMode;
  /** Throws above 100 bytes: params are ids and short codes, never text. */
  id(values: Readonly<Record<Param, string>>): string;
  /** null for an id of another action, another version, or nobody's. */
  parse(id: string): Readonly<Record<Param, string>> | null;
}

export function defineAction<const Param extends string = never>(
  code: string,
  answers: AnswerMode,
  params: readonly Param[] = [],
): ActionDefinition<Param> {
  return {
    code,
    params,
    answers,
    id(values) {
      const id = [VERSION, code, ...params.map((param) => encodeURIComponent(values[param]))].join(':');
      if (Buffer.byteLength(id) > ACTION_ID_BYTES) throw new Error(`action ${code}: the id is longer than ${ACTION_ID_BYTES} bytes`);
      return id;
    },
    parse(id) {
      const [version, foundCode, ...rest] = id.split(':');
      if (version !== VERSION || foundCode !== code || rest.length !== params.length) return null;
      try {
        const entries = params.map((param, index) => [param, decodeURIComponent(rest[index] ?? '')]);
        return Object.fromEntries(entries) as Record<Param, string>; // the keys are `params`, each once
      } catch {
        return null; // a malformed escape: not an id of ours
      }
    },
  };
}

/** The code of an action id of this version; null for any other string. */
export function actionCode(id: string): string | null {
  const [version, code] = id.split(':');
  return version === VERSION && code !== undefined ? code : null;
}

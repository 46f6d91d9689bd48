// What a handler is given: who asks, where, in which language, and the ways to answer.
import type { ActionDefinition } from './action.ts';
import type { Content, FieldErrors, Form, Values } from './content.ts';
import type { InteractionId, TenantId } from './ids.ts';
import type { Say } from './locale.ts';
import type { Actor, Inbound, Place } from './platform.ts';

export interface Request {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly place: Place;
  readonly interaction: InteractionId;
  readonly say: Say;
  /** Only the actor sees it. A second one replaces the first. */
  private(content: Content): Promise<void>;
  /** Redraws the message that the button stands on (private and direct messages only). */
  update(content: Content): Promise<void>;
  /** Only where the definition says `form`, and only as the first answer. */
  form(form: Form): Promise<void>;
}

/** What happens on a button, a select or a form: one handler each. Made by `onAction`, `onForm`. */
export interface Handler {
  readonly definition: ActionDefinition<string>;
  run(request: Request, id: string, given: { readonly values: readonly string[]; readonly fields: Values }): Promise<void>;
  validate(request: Omit<Request, 'private' | 'update' | 'form'>, id: string, fields: Values): Promise<FieldErrors | null>;
}

type Params<Param extends string> = Readonly<Record<Param, string>>;

export function onAction<const Param extends string>(
  definition: ActionDefinition<Param>,
  run: (request: Request, params: Params<Param>, values: readonly string[]) => Promise<void>,
): Handler {
  return onForm(definition, { run: (request, params, _fields, values) => run(request, params, values), validate: async () => null });
}

export function onForm<const Param extends string>(
  definition: ActionDefinition<Param>,
  form: {
    readonly run: (request: Request, params: Params<Param>, fields: Values, values: readonly string[]) => Promise<void>;
    /** Within 2 s. null: the form may close. */
    readonly validate: (
      request: Omit<Request, 'private' | 'update' | 'form'>,
      params: Params<Param>,
      fields: Values,
    ) => Promise<FieldErrors | null>;
  },
): Handler {
  const parsed = (id: string): Params<Param> => {
    const params = definition.parse(id);
    if (params === null) throw new Error(`action ${definition.code}: an id of another shape reached its handler`);
    return params;
  };
  return {
    definition,
    run: (request, id, given) => form.run(request, parsed(id), given.fields, given.values),
    validate: async (request, id, fields) => form.validate(request, parsed(id), fields),
  };
}

type MessageEvent = Extract<Inbound, { kind: 'message' | 'message-edited' }>;

/** What follows the conversation itself. */
export interface Listener {
  said(event: MessageEvent): Promise<void>;
  edited(event: MessageEvent): Promise<void>;
  deleted(event: Extract<Inbound, { kind: 'message-deleted' }>): Promise<void>;
  /** Also called at start. */
  reconnected(): Promise<void>;
}

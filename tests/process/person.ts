// A person at the playground, over its HTTP API: what a script outside the program can do and see.
import type { FormView, InteractionView, MessageView, PlacesView } from '../../src/platforms/local/view.ts';
import type { ClockState } from '../../src/platforms/local/clock-routes.ts';
import type { Program } from './program.ts';

export const DAILY = 'local:channel/daily';

/** The program answered, and said no. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, body: string) {
    super(`${status}: ${body}`);
    this.name = 'Refusal';
    this.status = status;
  }
}

type Where = Pick<Program, 'address'>;

/** Rejects with `Refusal` for a status that is no success, and with fetch's own error when nobody answers. */
export async function call(program: Where, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${program.address}/api/local${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refusal(response.status, text);
  return text === '' ? null : JSON.parse(text);
}

export interface Person {
  readonly handle: string;
  readonly direct: string;
  places(): Promise<PlacesView>;
  sees(place: string): Promise<readonly MessageView[]>;
  says(place: string, text: string): Promise<MessageView>;
  edits(message: string, text: string): Promise<MessageView>;
  deletes(message: string): Promise<void>;
  types(line: string): Promise<InteractionView>;
  /** By the button's label. */
  presses(message: MessageView, label: string): Promise<InteractionView>;
  submits(form: FormView, values: Readonly<Record<string, string>>): Promise<InteractionView>;
}

// What is cast here has the shapes that docs/playground.md promises; tests/platforms/local checks that they are so.
export function personAt(program: Where, handle: string): Person {
  const get = (path: string, query: Readonly<Record<string, string>> = {}) =>
    call(program, 'GET', `${path}?${String(new URLSearchParams({ as: handle, ...query }))}`);
  const set = async (path: string, body: object): Promise<InteractionView> => {
    const { interaction } = (await call(program, 'POST', path, { as: handle, ...body })) as { interaction: InteractionView }; // see above
    return interaction;
  };
  return {
    handle,
    direct: `local:direct/${handle}`,
    places: async () => (await get('/places')) as PlacesView, // see above
    sees: async (place) => (await get('/messages', { in: place })) as readonly MessageView[], // see above
    says: async (place, text) => (await call(program, 'POST', '/messages', { as: handle, in: place, text })) as MessageView, // see above
    edits: async (message, text) => (await call(program, 'PATCH', '/messages', { as: handle, message, text })) as MessageView, // see above
    async deletes(message) {
      await call(program, 'DELETE', `/messages?${String(new URLSearchParams({ as: handle, message }))}`);
    },
    types: (line) => set('/commands', { in: DAILY, text: line }),
    presses(message, label) {
      const button = message.buttons.find((one) => one.label === label);
      if (button === undefined) throw new Error(`${handle} sees no button "${label}" on: ${message.text}`);
      return set('/actions', { message: message.id, action: button.action });
    },
    submits: (form, values) => set('/forms', { form: form.id, values }),
  };
}

/** The form that an interaction opened. */
export function formOf(interaction: InteractionView): FormView {
  if (interaction.answer?.kind !== 'form') throw new Error(`answered with ${interaction.answer?.kind ?? 'nothing'}, not a form`);
  return interaction.answer.form;
}

/** The message that an interaction was answered with. */
export function messageOf(interaction: InteractionView): MessageView {
  if (interaction.answer === null || interaction.answer.kind === 'form') {
    throw new Error(`answered with ${interaction.answer?.kind ?? 'nothing'}, not a message: ${interaction.state}`);
  }
  return interaction.answer.message;
}

/** The questions that stand in #daily, oldest first. */
export async function questionsIn(program: Where): Promise<readonly MessageView[]> {
  return (await personAt(program, 'olivia').sees(DAILY)).filter((message) => message.thread !== null);
}

export const settle = (program: Where): Promise<unknown> => call(program, 'POST', '/settle');

export async function clockOf(program: Where): Promise<ClockState> {
  return (await call(program, 'GET', '/clock')) as ClockState; // its documented shape
}

/** Answers with the clock as it stands once everything that became due is done. */
export async function jump(program: Where, to: { readonly preset: string } | { readonly byMs: number }): Promise<ClockState> {
  return (await call(program, 'POST', '/clock', to)) as ClockState; // its documented shape
}

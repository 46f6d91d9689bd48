// Commands, buttons, selects and forms: each begins an interaction, which is followed until it is answered.
import { api, ApiError, faultText } from './api.ts';
import { controlKey, store, toast } from './state.ts';
import { leadTo } from './navigate.ts';
import { putMessage } from './sync.ts';
import { forgetTyped } from './drafts.ts';
import type { FieldValues } from './drafts.ts';
import type { TypedCommand } from './api.ts';
import type { ControlState, OpenForm } from './state.ts';
import type { GivenFile, Interaction, InteractionAnswer } from './wire.ts';

const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 3_000;
/** A model may take this long; the answer still arrives later, as a change. */
const FOLLOW_MS = 90_000;
const NO_ANSWER = 'Rapport could not answer that. Nothing was lost; try it again.';

/** The message id that a control on the bot's page about a person is pressed with: that page is no message. */
export const HOME_MESSAGE = 'home';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves with the first answer; null when none came in time. Throws when it failed. */
async function followed(as: string, begun: Interaction): Promise<InteractionAnswer | null> {
  let interaction = begun;
  const until = performance.now() + FOLLOW_MS;
  for (
    let waitMs = FIRST_POLL_MS;
    interaction.state === 'pending' && performance.now() < until;
    waitMs = Math.min(waitMs * 1.6, LONGEST_POLL_MS)
  ) {
    await pause(waitMs);
    interaction = await api.interaction(as, begun.id);
  }
  if (interaction.state === 'failed') throw new ApiError('failed', NO_ANSWER);
  return interaction.answer;
}

function awaiting(place: string, change: 1 | -1): void {
  store.change(({ awaited }) => ({ awaited: { ...awaited, [place]: Math.max(0, (awaited[place] ?? 0) + change) } }));
}

/** Shows what was answered: a form opens, a message stands in its place. `focus` moves there, for who comes out of a form. */
function show(answer: InteractionAnswer | null, place: string, focus: boolean): void {
  if (answer === null) return;
  if (answer.kind === 'form') store.change(() => ({ form: { form: answer.form, place } }));
  else {
    putMessage(answer.message);
    leadTo(answer.message, focus);
  }
}

async function interact(
  place: string,
  begin: (as: string) => Promise<{ readonly interaction: Interaction }>,
  focus: boolean,
): Promise<void> {
  const as = store.get().me?.handle;
  if (as === undefined) return;
  awaiting(place, 1);
  try {
    const { interaction } = await begin(as);
    const answer = await followed(as, interaction);
    if (store.get().me?.handle === as) show(answer, place, focus);
  } finally {
    awaiting(place, -1);
  }
}

/** Throws an ApiError when it was refused or failed, so that the composer keeps what was typed. */
export function runCommand(place: string, typed: TypedCommand): Promise<void> {
  return interact(place, (as) => api.command(as, place, typed), false);
}

/** Presses a button or picks in a select. A second press while the first waits does nothing. */
export async function press(place: string, message: string, action: string, values: readonly string[] = []): Promise<void> {
  const key = controlKey(message, action);
  if (store.get().controls[key]?.kind === 'waiting') return;
  setControl(key, { kind: 'waiting' });
  try {
    await interact(place, (as) => api.press(as, message, action, values), false);
    setControl(key, null);
  } catch (error) {
    setControl(key, { kind: 'failed', why: faultText(error) });
  }
}

function setControl(key: string, to: ControlState | null): void {
  store.change(({ controls }) => {
    const { [key]: _before, ...others } = controls;
    return { controls: to === null ? others : { ...others, [key]: to } };
  });
}

/** null when it was taken and the form has closed; else what to mend, with the form still open. */
export async function submitForm(open: OpenForm, values: FieldValues): Promise<ApiError | null> {
  const as = store.get().me?.handle;
  if (as === undefined) return null;
  let begun: Interaction;
  try {
    begun = (await api.submit(as, open.form.id, await sendable(values))).interaction;
  } catch (error) {
    return error instanceof ApiError ? error : new ApiError('unknown', faultText(error));
  }
  forgetTyped(as, open.form);
  closeForm();
  interact(open.place, () => Promise.resolve({ interaction: begun }), true).catch((error: unknown) => toast(faultText(error)));
  return null;
}

async function sendable(values: FieldValues): Promise<Readonly<Record<string, string | GivenFile>>> {
  const sent = Object.entries(values).map(async ([name, value]) => [name, value instanceof File ? await givenFile(value) : value] as const);
  return Object.fromEntries(await Promise.all(sent));
}

/** A file that was changed or taken away since it was chosen cannot be read any more. */
async function givenFile(file: File): Promise<GivenFile> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const characters = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
    return { name: file.name, mediaType: file.type === '' ? 'application/octet-stream' : file.type, base64: btoa(characters) };
  } catch {
    throw new ApiError('unreadable', `${file.name} cannot be read any more. Choose it again; everything else is kept.`);
  }
}

export function closeForm(): void {
  store.change(() => ({ form: null }));
}

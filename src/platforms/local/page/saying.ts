// What a person says: sent, edited, deleted. A message shows at once and is put right by what the server answers.
import { api, faultText } from './api.ts';
import { playgroundNow, store, toast } from './state.ts';
import { putMessage, readMessages } from './sync.ts';
import type { Outgoing } from './state.ts';
import type { Message } from './wire.ts';

let sent = 0;

export function say(place: string, text: string): void {
  const { replies } = store.get();
  const outgoing: Outgoing = {
    key: `outgoing-${++sent}`,
    place,
    text,
    replyTo: replies[place] ?? null,
    atMs: playgroundNow(),
    fault: null,
  };
  store.change((state) => ({ outgoing: [...state.outgoing, outgoing] }));
  replyTo(place, null);
  void send(outgoing);
}

export function sayAgain(outgoing: Outgoing): void {
  store.change((state) => ({ outgoing: state.outgoing.map((one) => (one.key === outgoing.key ? { ...one, fault: null } : one)) }));
  void send(outgoing);
}

export function dropOutgoing(key: string): void {
  store.change((state) => ({ outgoing: state.outgoing.filter((one) => one.key !== key) }));
}

async function send(outgoing: Outgoing): Promise<void> {
  const as = store.get().me?.handle;
  if (as === undefined) return;
  try {
    const message = await api.say(as, outgoing.place, outgoing.text, outgoing.replyTo);
    if (store.get().me?.handle !== as) return;
    dropOutgoing(outgoing.key);
    putMessage(message);
  } catch (error) {
    const fault = faultText(error);
    store.change((state) => ({ outgoing: state.outgoing.map((one) => (one.key === outgoing.key ? { ...one, fault } : one)) }));
  }
}

export function replyTo(place: string, message: string | null): void {
  store.change(({ replies }) => {
    const { [place]: _before, ...others } = replies;
    return { replies: message === null ? others : { ...others, [place]: message } };
  });
}

export function startEditing(message: string | null): void {
  store.change(() => ({ editing: message }));
}

/** The newest message in `place` that this person wrote. */
export function lastOwn(place: string): Message | null {
  const { messages, me } = store.get();
  return messages[place]?.findLast((one) => one.author.id === me?.id) ?? null;
}

/** True when it is saved; false leaves the editor open with what was typed. */
export async function saveEdit(message: Message, text: string): Promise<boolean> {
  const as = store.get().me?.handle;
  if (as === undefined) return false;
  try {
    putMessage(await api.edit(as, message.id, text));
    startEditing(null);
    return true;
  } catch (error) {
    toast(faultText(error));
    return false;
  }
}

export function askToDelete(message: Message): void {
  store.change(() => ({
    confirmation: { title: 'Delete this message?', text: message.text, accept: 'Delete', onAccept: () => void remove(message) },
  }));
}

/** Deletes one's own message, or dismisses a private one. */
export async function remove(message: Message): Promise<void> {
  const as = store.get().me?.handle;
  if (as === undefined) return;
  const { in: place, id } = message;
  store.change(({ messages }) => ({ messages: { ...messages, [place]: (messages[place] ?? []).filter((one) => one.id !== id) } }));
  try {
    await api.remove(as, id);
  } catch (error) {
    toast(faultText(error));
    void readMessages(place);
  }
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied.', 'info');
  } catch {
    toast('This browser did not let the page copy. Select the text and copy it by hand.');
  }
}

// Everything that the page knows, in one store. `actions` change it; components only read it.
import type { Blocks, ClockState, Command, Form, Message, Person, Places } from './wire.ts';
import type { View } from './route.ts';
import { createStore, useStore } from './store.ts';

/** A message that was sent and has not come back yet. */
export interface Outgoing {
  readonly key: string;
  readonly place: string;
  readonly text: string;
  readonly replyTo: string | null;
  readonly atMs: number;
  /** null while it is on its way; a sentence once it failed. */
  readonly fault: string | null;
}

export type ControlState = { readonly kind: 'waiting' } | { readonly kind: 'failed'; readonly why: string };

export interface OpenForm {
  readonly form: Form;
  /** Where the button or the command was: what it answers is awaited there. */
  readonly place: string;
}

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly accept: string;
  readonly onAccept: () => void;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'error';
}

export type Link = 'connecting' | 'live' | 'reconnecting' | 'stopped';

export interface State {
  readonly people: readonly Person[];
  readonly me: Person | null;
  readonly places: Places | null;
  readonly commands: readonly Command[];
  /** By place; a place that is missing was not loaded yet. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly outgoing: readonly Outgoing[];
  readonly home: Blocks | null;
  readonly view: View;
  readonly railOpen: boolean;
  /** By `controlKey`. */
  readonly controls: Readonly<Record<string, ControlState>>;
  /** How many answers of the bot are awaited, by place. */
  readonly awaited: Readonly<Record<string, number>>;
  readonly form: OpenForm | null;
  readonly confirmation: Confirmation | null;
  /** The message whose text is being edited. */
  readonly editing: string | null;
  /** The message that the next one replies to, by place. */
  readonly replies: Readonly<Record<string, string>>;
  /** The message that comes into view as soon as it is drawn, and with `focus` takes the focus too. */
  readonly arrival: { readonly message: string; readonly focus: boolean } | null;
  /** `readAt` is performance.now() at the reading, so that the time can go on from there. */
  readonly clock: (ClockState & { readonly readAt: number }) | null;
  /** Goes up when a minute of the playground's clock has passed. */
  readonly minute: number;
  readonly link: Link;
  readonly toasts: readonly Toast[];
}

/** What belongs to one person, and goes when another one takes over. */
export const nobody = {
  places: null,
  commands: [],
  messages: {},
  outgoing: [],
  home: null,
  controls: {},
  awaited: {},
  form: null,
  confirmation: null,
  editing: null,
  replies: {},
  arrival: null,
} satisfies Partial<State>;

export const store = createStore<State>({
  ...nobody,
  people: [],
  me: null,
  view: { place: null, thread: null, home: false },
  railOpen: false,
  clock: null,
  minute: 0,
  link: 'connecting',
  toasts: [],
});

export function useApp<Part>(select: (state: State) => Part): Part {
  return useStore(store, select);
}

/** One button or select on one message. */
export const controlKey = (message: string, action: string): string => `${message}\n${action}`;

/** The playground's time, epoch ms. The machine's until the first reading. */
export function playgroundNow(): number {
  const { clock } = store.get();
  return clock === null ? Date.now() : clock.nowMs + (performance.now() - clock.readAt);
}

const MINUTE_MS = 60_000;

/** Tells once a minute that it has turned, for whatever shows a time. */
export function countMinutes(): void {
  setTimeout(
    () => {
      store.change(({ minute }) => ({ minute: minute + 1 }));
      countMinutes();
    },
    MINUTE_MS - (playgroundNow() % MINUTE_MS),
  );
}

const TOAST_MS = 9_000;
let toasts = 0;

export function toast(text: string, tone: Toast['tone'] = 'error'): void {
  const id = ++toasts;
  store.change((state) => ({ toasts: [...state.toasts.filter((one) => one.text !== text), { id, text, tone }] }));
  setTimeout(() => dismissToast(id), TOAST_MS);
}

export function dismissToast(id: number): void {
  store.change((state) => ({ toasts: state.toasts.filter((one) => one.id !== id) }));
}

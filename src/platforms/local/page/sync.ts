// Reading what the server holds into the store. A read that is asked for while it is under way runs once more afterwards, so that the last state always wins.
import { api, faultText } from './api.ts';
import { nobody, store, toast } from './state.ts';
import { possibleView, writeRoute } from './route.ts';
import type { View } from './route.ts';
import type { Message, Person, Places } from './wire.ts';

interface Reading {
  again: boolean;
  done: Promise<void>;
}
const underWay = new Map<string, Reading>();

/** Resolves when nothing is left to read. Never rejects. */
function coalesced(key: string, read: () => Promise<void>): Promise<void> {
  const reading = underWay.get(key);
  if (reading !== undefined) {
    reading.again = true;
    return reading.done;
  }
  const begun: Reading = { again: false, done: Promise.resolve() };
  underWay.set(key, begun);
  begun.done = readUntilQuiet(begun, read).finally(() => underWay.delete(key));
  return begun.done;
}

async function readUntilQuiet(reading: Reading, read: () => Promise<void>): Promise<void> {
  do {
    reading.again = false;
    try {
      await read();
    } catch (error) {
      // While the link is down its own line says so; a toast for each read would only repeat it.
      if (store.get().link === 'live') toast(faultText(error));
    }
  } while (reading.again);
}

/** Runs `read` as the acting person and drops what comes back if another one has taken over meanwhile. */
function asMe<Answer>(key: string, read: (as: string) => Promise<Answer>, keep: (answer: Answer) => void): Promise<void> {
  const as = store.get().me?.handle;
  if (as === undefined) return Promise.resolve();
  return coalesced(`${as} ${key}`, async () => {
    const answer = await read(as);
    if (store.get().me?.handle === as) keep(answer);
  });
}

export const readPlaces = (): Promise<void> => asMe('places', api.places, keepPlaces);

function keepPlaces(places: Places): void {
  store.change(({ view }) => {
    const possible = possibleView(view, places);
    return { places, view: sameView(view, possible) ? view : possible };
  });
}

const sameView = (one: View, other: View): boolean => one.place === other.place && one.thread === other.thread && one.home === other.home;

export const readCommands = (): Promise<void> => asMe('commands', api.commands, (commands) => store.change(() => ({ commands })));

export const readHome = (): Promise<void> => asMe('home', api.home, (home) => store.change(() => ({ home })));

export function readMessages(place: string): Promise<void> {
  return asMe(
    `messages ${place}`,
    (as) => api.messages(as, place),
    (messages) =>
      store.change((state) => {
        const before = new Map((state.messages[place] ?? []).map((message) => [message.id, message]));
        const kept = messages.map((message) => sameOrNew(before.get(message.id), message));
        return { messages: { ...state.messages, [place]: kept } };
      }),
  );
}

/** Keeps the object of a message that did not change, so that it is not drawn again. */
function sameOrNew(before: Message | undefined, after: Message): Message {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** Puts one message in its place at once; the next read of the place has the last word. */
export function putMessage(message: Message): void {
  store.change((state) => {
    const there = state.messages[message.in];
    if (there === undefined) return {};
    const known = there.some((one) => one.id === message.id);
    return {
      messages: {
        ...state.messages,
        [message.in]: known ? there.map((one) => (one.id === message.id ? message : one)) : [...there, message],
      },
    };
  });
}

export async function readClock(): Promise<void> {
  await coalesced('clock', async () => {
    const clock = await api.clock();
    store.change(() => ({ clock: { ...clock, readAt: performance.now() } }));
  });
}

/** Everything that is on the screen. */
export async function readAll(): Promise<void> {
  await readPlaces();
  await Promise.all([readCommands(), readClock(), readView()]);
}

/** The places whose messages are on the screen: a thread's channel too, since the question that it hangs on stands there. Reading one marks it as read, so no other is. */
function shownPlaces(): readonly string[] {
  const { view, places } = store.get();
  const channel = places?.threads.find((one) => one.id === view.thread)?.channel;
  return [...new Set([view.home ? null : view.place, view.thread, channel])].filter((place) => typeof place === 'string');
}

export async function readView(): Promise<void> {
  await Promise.all([...shownPlaces().map(readMessages), ...(store.get().view.home ? [readHome()] : [])]);
}

/** A place has gone: where it was the one on the screen, another takes its room. */
async function lookAround(): Promise<void> {
  const before = store.get().view;
  await readPlaces();
  if (sameView(before, store.get().view)) return;
  showRoute('replace');
  await readView();
}

/** Something that this person sees has changed in `place`; null: a place has gone. */
export function onChange(place: string | null): void {
  if (place === null) void lookAround();
  else if (shownPlaces().includes(place)) void readMessages(place).then(readPlaces);
  else void readPlaces();
  if (store.get().view.home) void readHome();
}

const PERSON_KEY = 'rapport.person';

/** Takes a person's seat. What was open stays open where they may see it; another's direct message becomes their own. */
export async function actAs(person: Person, wanted: View = store.get().view): Promise<void> {
  localStorage.setItem(PERSON_KEY, person.handle);
  const inDirect = store.get().places?.directs.some((one) => one.id === wanted.place) === true;
  // The channels are everybody's and stay drawn; whose direct messages they are is read anew.
  store.change(({ places }) => ({
    ...nobody,
    places: places === null ? null : { ...places, directs: [] },
    me: person,
    view: { place: wanted.place, thread: wanted.thread, home: wanted.home },
  }));
  await readPlaces();
  const own = store.get().places?.directs[0]?.id;
  if (inDirect && own !== undefined && store.get().me?.handle === person.handle)
    store.change(() => ({ view: { place: own, thread: null, home: wanted.home } }));
  showRoute('replace');
  await readAll();
}

export function rememberedPerson(people: readonly Person[], handle: string | null): Person | null {
  const wanted = handle ?? localStorage.getItem(PERSON_KEY);
  // A newcomer is a member: the owner's and the coach's extra controls would only be in the way.
  return people.find((one) => one.handle === wanted) ?? people.find((one) => one.role === 'member') ?? people[0] ?? null;
}

export function showRoute(how: 'push' | 'replace'): void {
  const { me, view } = store.get();
  if (me === null) return;
  const address = writeRoute(me.handle, view);
  if (address === location.hash) return;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}

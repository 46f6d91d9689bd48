// Starts the page: the theme, the people, the seat that was taken last, and the line to the server.
import { render } from 'preact';
import { html } from './html.ts';
import { api, faultText } from './api.ts';
import { App } from './app.ts';
import { listen } from './live.ts';
import { become } from './people.ts';
import { possibleView, readRoute } from './route.ts';
import { countMinutes, store, toast } from './state.ts';
import { actAs, readPlaces, readView, rememberedPerson } from './sync.ts';
import { showRememberedTheme } from './theme.ts';

const RETRY_MS = 2_000;

async function start(): Promise<void> {
  const route = readRoute(location.hash);
  try {
    const people = await api.people();
    store.change(() => ({ people }));
    const person = rememberedPerson(people, route.as);
    if (person === null) return toast('The playground has no people in it.');
    listen(person.handle);
    await actAs(person, route);
  } catch (error) {
    store.change(() => ({ link: 'stopped' }));
    toast(faultText(error));
    setTimeout(() => void start(), RETRY_MS);
  }
}

/** Back, Forward, or an address typed by hand. */
function onMove(): void {
  const { as, place, thread, home } = readRoute(location.hash);
  const { me, people, places } = store.get();
  const wanted = { place, thread, home };
  const view = places === null ? wanted : possibleView(wanted, places);
  store.change(() => ({ view, railOpen: false }));
  const person = people.find((one) => one.handle === as);
  if (person !== undefined && person.handle !== me?.handle) void become(person);
  else void readView().then(readPlaces);
}

const root = document.getElementById('app');
if (root !== null) {
  showRememberedTheme();
  render(html`<${App} />`, root);
  window.addEventListener('popstate', onMove);
  countMinutes();
  void start();
}

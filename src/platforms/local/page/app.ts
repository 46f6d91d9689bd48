// The page as a whole: rail, middle, and on the right a thread or the first steps.
import { useEffect, useState } from 'preact/hooks';
import { classes, html } from './html.ts';
import type { VNode } from './html.ts';
import { ChannelView } from './channel.ts';
import { Dialogs } from './dialog.ts';
import { setRail } from './navigate.ts';
import { Rail } from './rail.ts';
import { useApp } from './state.ts';
import { ThreadPane } from './thread.ts';
import { Toasts } from './toasts.ts';
import { rememberWelcomed, wasWelcomed, Welcome } from './welcome.ts';

export function App(): VNode {
  const thread = useApp((state) => state.places?.threads.find((one) => one.id === state.view.thread) ?? null);
  const railOpen = useApp((state) => state.railOpen);
  const place = useApp((state) => state.view.place);
  const serverName = useApp((state) => state.places?.server.name ?? null);
  const [welcomed, setWelcomed] = useState(wasWelcomed);
  const [offered, setOffered] = useState({ text: '', serial: 0 });
  useEscape(railOpen);
  useEffect(() => {
    if (serverName !== null) document.title = serverName;
  }, [serverName]);
  const dismiss = (): void => {
    rememberWelcomed();
    setWelcomed(true);
    document.querySelector<HTMLElement>('.head-name')?.focus();
  };
  const showWelcome = thread === null && !welcomed && place !== null;
  return html`<div class=${classes('app', thread !== null && 'app--thread', showWelcome && 'app--welcome', railOpen && 'app--rail')}>
    <a class="skip" href="#main" onClick=${skip}>Skip to messages</a>
    <div class="app-rail"><${Rail} /></div>
    ${railOpen ? html`<div class="app-shade" onClick=${() => setRail(false)}></div>` : null}
    <main class="app-main" id="main" tabindex="-1" inert=${railOpen}>
      <h1 class="visually-hidden">${serverName ?? 'Rapport playground'}</h1>
      <div class="app-middle"><${ChannelView} offered=${offered} /></div>
      ${thread === null ? null : html`<div class="app-pane"><${ThreadPane} thread=${thread} /></div>`}
      ${showWelcome ? html`<div class="app-pane"><${Welcome} onDismiss=${dismiss} onOffer=${(text: string) => setOffered({ text, serial: offered.serial + 1 })} /></div>` : null}
    </main>
    <${Dialogs} />
    <${Toasts} />
  </div>`;
}

/** The address holds the route, so the link's own fragment must not replace it. */
function skip(event: Event): void {
  event.preventDefault();
  // An open thread first: below a certain width its channel is not drawn.
  const newest = ['.app-pane', '.app-middle']
    .map((side) => document.querySelector<HTMLElement>(`${side} [data-message][tabindex="0"]`))
    .find((message) => message !== null);
  (newest ?? document.getElementById('main'))?.focus();
}

function useEscape(railOpen: boolean): void {
  useEffect(() => {
    if (!railOpen) return;
    document.querySelector<HTMLElement>('.rail-close')?.focus();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setRail(false);
      document.querySelector<HTMLElement>('.head-menu')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [railOpen]);
}

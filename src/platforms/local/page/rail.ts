// The left side: where one can go, who one is, what time it is.
import { classes, html } from './html.ts';
import type { VNode } from './html.ts';
import { ClockPanel } from './clock.ts';
import { Icon, Logo } from './icons.ts';
import type { IconName } from './icons.ts';
import { openPlace, openThread, setRail } from './navigate.ts';
import { PeopleSwitch } from './people.ts';
import { useApp } from './state.ts';
import { ThemeSwitch } from './theme.ts';
import type { Channel, Direct, Places, Thread } from './wire.ts';

/** Older threads stay reachable from their question in the channel. */
const THREADS_SHOWN = 6;

export function Rail(): VNode {
  const places = useApp((state) => state.places);
  return html`<div class="rail">
    <header class="rail-head">
      <${Logo} /><span class="rail-server">${places?.server.name ?? 'Rapport'}</span>
      <${ThemeSwitch} />
      <button type="button" class="icon-button rail-close" aria-label="Close the list of places" title="Close" onClick=${() => setRail(false)}><${Icon} name="close" /></button>
    </header>
    <nav class="rail-places" aria-label="Places">${places === null ? html`<p class="quiet" role="status">Reading…</p>` : html`<${PlaceList} places=${places} />`}</nav>
    <section class="rail-foot" aria-label="Clock and person"><${ClockPanel} /><${PeopleSwitch} /></section>
  </div>`;
}

function PlaceList({ places }: { readonly places: Places }): VNode {
  return html`<div>
    <h2 class="rail-title">Channels</h2>
    <ul class="rail-list">
      ${places.channels.map((channel) => html`<${ChannelItem} key=${channel.id} channel=${channel} threads=${places.threads.filter((one) => one.channel === channel.id)} />`)}
    </ul>
    <h2 class="rail-title">Direct messages</h2>
    <ul class="rail-list">${places.directs.map((direct) => html`<${DirectItem} key=${direct.id} direct=${direct} />`)}</ul>
  </div>`;
}

const threadIcons = { open: 'branch', locked: 'lock', archived: 'archive' } as const satisfies Record<Thread['state'], IconName>;

function ChannelItem({ channel, threads }: { readonly channel: Channel; readonly threads: readonly Thread[] }): VNode {
  const view = useApp((state) => state.view);
  const here = view.place === channel.id;
  const unread = here ? 0 : channel.unread;
  const pings = here ? 0 : channel.pings;
  const newest = threads.slice(-THREADS_SHOWN).reverse();
  const open = threads.find((one) => one.id === view.thread);
  const listed = open === undefined || newest.includes(open) ? newest : [...newest, open];
  return html`<li>
    <${PlaceButton} icon="hash" name=${channel.name} current=${here && view.thread === null} within=${here} unread=${unread} pings=${pings} onClick=${() => openPlace(channel.id)} />
    ${
      listed.length === 0
        ? null
        : html`<ul class="rail-list rail-list--threads" aria-label=${`Threads in ${channel.name}`}>
          ${listed.map((thread) => html`<li key=${thread.id}><${PlaceButton} icon=${threadIcons[thread.state]} name=${thread.title} note=${thread.state === 'open' ? null : thread.state} current=${thread.id === view.thread} onClick=${() => openThread(thread.id)} /></li>`)}
        </ul>`
    }
  </li>`;
}

function DirectItem({ direct }: { readonly direct: Direct }): VNode {
  const here = useApp((state) => state.view.place === direct.id && state.view.thread === null);
  return html`<li><${PlaceButton} icon="person" name=${direct.with.name} current=${here} onClick=${() => openPlace(direct.id)} /></li>`;
}

interface PlaceButtonProps {
  readonly icon: IconName;
  readonly name: string;
  /** Said after the name, as for a thread that is locked. */
  readonly note?: string | null;
  readonly current: boolean;
  /** A thread of this channel is open. */
  readonly within?: boolean;
  readonly unread?: number;
  /** How many of the unread ones are meant for this person. */
  readonly pings?: number;
  readonly onClick: () => void;
}

function PlaceButton({ icon, name, note = null, current, within = false, unread = 0, pings = 0, onClick }: PlaceButtonProps): VNode {
  const said = `${note === null ? '' : `, ${note}`}${unread === 0 ? '' : `, ${unread} unread`}${pings === 0 ? '' : `, ${pings} for you`}`;
  return html`<button type="button" class=${classes('place', within && 'place--within', unread > 0 && 'place--unread')} aria-current=${current ? 'page' : undefined} title=${name} onClick=${onClick}>
    <${Icon} name=${icon} /><span class="place-name">${name}<span class="visually-hidden">${said}</span></span>
    ${unread === 0 ? null : html`<span class=${classes('place-unread', pings > 0 && 'place-unread--ping')} aria-hidden="true">${pings > 0 ? '@' : ''}${unread > 99 ? '99+' : unread}</span>`}
  </button>`;
}

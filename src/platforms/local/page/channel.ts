// The middle: one channel, or the direct message with the bot, or the bot's page about this person.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Blocks } from './blocks.ts';
import { Composer } from './composer.ts';
import { Icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { LinkLine } from './link.ts';
import { MessageList } from './messages.ts';
import { setRail, showHome } from './navigate.ts';
import { HOME_MESSAGE } from './pressing.ts';
import { useApp } from './state.ts';
import type { Places } from './wire.ts';

interface ChannelProps {
  readonly offered: { readonly text: string; readonly serial: number };
}

interface Heading {
  readonly icon: IconName;
  readonly name: string;
  readonly topic: string;
  readonly direct: boolean;
}

function headingOf(place: string, places: Places | null): Heading {
  const channel = places?.channels.find((one) => one.id === place);
  if (channel !== undefined) return { icon: 'hash', name: channel.name, topic: channel.topic, direct: false };
  const direct = places?.directs.find((one) => one.id === place);
  return { icon: 'person', name: direct?.with.name ?? '', topic: 'Between the two of you', direct: true };
}

export function ChannelView({ offered }: ChannelProps): VNode {
  const view = useApp((state) => state.view);
  const places = useApp((state) => state.places);
  const as = useApp((state) => state.me?.handle ?? '');
  if (view.place === null) return html`<div class="middle"><${LinkLine} /><p class="quiet" role="status">Reading…</p></div>`;
  const heading = headingOf(view.place, places);
  const to = heading.direct ? heading.name : `#${heading.name}`;
  return html`<div class="middle">
    <${ChannelHead} heading=${heading} home=${view.home} />
    <${LinkLine} />
    ${
      view.home
        ? html`<${HomePage} key=${as} place=${view.place} />`
        : html`<${MessageList} key=${`${as} ${view.place}`} place=${view.place} label=${`Messages in ${to}`} head=${null} empty=${heading.direct ? 'Nothing here yet. Type / to see what Rapport can do.' : 'Nothing here yet.'} />
          <${Composer} key=${`compose ${as} ${view.place}`} place=${view.place} to=${to} offered=${offered} />`
    }
  </div>`;
}

function ChannelHead({ heading, home }: { readonly heading: Heading; readonly home: boolean }): VNode {
  return html`<header class="head">
    <button type="button" class="icon-button head-menu" aria-label="Places, people and clock" title="Places" onClick=${() => setRail(true)}><${Icon} name="menu" /></button>
    <h2 class="head-name" tabindex="-1"><${Icon} name=${heading.icon} />${heading.name}</h2>
    <p class="head-topic">${heading.topic}</p>
    ${
      heading.direct
        ? html`<div class="tabs" role="group" aria-label="Shown here">
          <button type="button" aria-pressed=${!home} onClick=${() => showHome(false)}>Messages</button>
          <button type="button" aria-pressed=${home} onClick=${() => showHome(true)}>About you</button>
        </div>`
        : null
    }
  </header>`;
}

function HomePage({ place }: { readonly place: string }): VNode {
  const home = useApp((state) => state.home);
  return html`<div class="home">
    <div class="home-inner">
      ${home === null ? html`<p class="quiet" role="status">Reading…</p>` : html`<${Blocks} blocks=${home.blocks} on=${{ place, message: HOME_MESSAGE }} level=${3} />`}
    </div>
  </div>`;
}

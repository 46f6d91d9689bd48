// The right: a thread beside its channel, under the question that it hangs on.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Avatar } from './avatar.ts';
import { Blocks } from './blocks.ts';
import { Composer } from './composer.ts';
import { messageCount } from './format.ts';
import { Icon } from './icons.ts';
import { Ping } from './message.ts';
import { MessageList } from './messages.ts';
import { closeThread } from './navigate.ts';
import { useApp } from './state.ts';
import { Time } from './text.ts';
import type { Message, Thread } from './wire.ts';

export function ThreadPane({ thread }: { readonly thread: Thread }): VNode {
  const as = useApp((state) => state.me?.handle ?? '');
  const starter = useApp((state) => state.messages[thread.channel]?.find((one) => one.id === thread.starter) ?? null);
  const channel = useApp((state) => state.places?.channels.find((one) => one.id === thread.channel)?.name ?? '');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) closeThread();
  };
  return html`<section class="pane" aria-label=${`Thread: ${thread.title}`} onKeyDown=${onKeyDown}>
    <header class="head">
      <button type="button" class="icon-button pane-back" aria-label=${`Back to #${channel}`} title=${`Back to #${channel}`} onClick=${closeThread}><${Icon} name="back" /></button>
      <h2 class="head-name" tabindex="-1">Thread <span class="head-in">#${channel}</span></h2>
      <${State} thread=${thread} />
      <button type="button" class="icon-button pane-close" aria-label="Close the thread" title="Close (Escape)" onClick=${closeThread}><${Icon} name="close" /></button>
    </header>
    <${MessageList}
      key=${`${as} ${thread.id}`}
      place=${thread.id}
      label=${`Messages in the thread ${thread.title}`}
      head=${html`<${Starter} thread=${thread} message=${starter} />`}
      empty="Nobody has answered yet. You could be the first."
    />
    ${thread.state === 'archived' ? html`<p class="closed"><${Icon} name="archive" />This thread is archived. Writing in it opens it again.</p>` : null}
    ${
      thread.state !== 'locked'
        ? html`<${Composer} key=${`compose ${as} ${thread.id}`} place=${thread.id} to="the thread" offered=${null} />`
        : html`<p class="closed"><${Icon} name="lock" />This thread is locked: it can be read, not written in.</p>`
    }
  </section>`;
}

function State({ thread }: { readonly thread: Thread }): VNode {
  return html`<span class="head-state">${thread.state === 'open' ? null : html`<span class="badge">${thread.state}</span>`}</span>`;
}

function Starter({ thread, message }: { readonly thread: Thread; readonly message: Message | null }): VNode {
  return html`<section class="starter" aria-label="The question">
    ${
      message === null
        ? html`<h3 class="block-heading">${thread.title}</h3>`
        : html`<p class="starter-by"><${Avatar} author=${message.author} /><span class="message-author">${message.author.name}</span><span class="message-time"><${Time} atMs=${message.sentAtMs} show="relative" /></span><${Ping} message=${message} /></p>
          ${message.content === null ? html`<p class="message-text">${message.text}</p>` : html`<${Blocks} blocks=${message.content.blocks} on=${{ place: thread.id, message: message.id }} level=${3} />`}`
    }
    <p class="starter-count"><span>${messageCount(thread.messages)}</span></p>
  </section>`;
}

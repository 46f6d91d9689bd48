// One message: who, when, what, and what may be done with it.
import { useEffect, useId, useRef } from 'preact/hooks';
import { classes, Fragment, html } from './html.ts';
import type { VNode } from './html.ts';
import { Avatar } from './avatar.ts';
import { Blocks } from './blocks.ts';
import { MessageEditor } from './editor.ts';
import { Icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { messageCount } from './format.ts';
import { leadTo, openThread } from './navigate.ts';
import { askToDelete, copyText, remove, replyTo, startEditing } from './saying.ts';
import { store, useApp } from './state.ts';
import { Time } from './text.ts';
import type { Message, Thread } from './wire.ts';

export interface MessageProps {
  readonly message: Message;
  /** Follows one of the same author closely: the name is not said again. */
  readonly continued: boolean;
  /** The one that Tab leads to; the arrow keys move it. */
  readonly current: boolean;
  readonly answered: Message | null;
  readonly threadOpen: boolean;
}

export function MessageItem({ message, continued, current, answered, threadOpen }: MessageProps): VNode {
  const article = useRef<HTMLElement>(null);
  const arrival = useApp((state) => (state.arrival?.message === message.id ? state.arrival : null));
  const editing = useApp((state) => state.editing === message.id);
  useEffect(() => {
    if (arrival === null || article.current === null) return;
    if (arrival.focus) article.current.focus({ preventScroll: true });
    // What is taller than its room is read from its head.
    const room = article.current.closest('.messages')?.clientHeight ?? 0;
    article.current.scrollIntoView({ block: article.current.offsetHeight > room ? 'start' : 'nearest' });
    store.change(() => ({ arrival: null }));
  }, [arrival]);
  const framed = message.content?.blocks.some((block) => block.kind === 'heading') === true && !message.private;
  const forMe = usePinged(message);
  const headId = useId();
  return html`<article
    ref=${article}
    class=${classes('message', continued && 'message--continued', message.private && 'message--private', forMe && 'message--ping', framed && 'message--framed')}
    tabindex=${current ? 0 : -1}
    data-message=${message.id}
    aria-labelledby=${headId}
  >
    ${message.private ? html`<${PrivateLine} message=${message} />` : null}
    ${answered === null ? null : html`<${Answered} message=${answered} />`}
    <div class="message-gutter">${continued ? html`<span class="message-quiet-time"><${Time} atMs=${message.sentAtMs} show="time" /></span>` : html`<${Avatar} author=${message.author} />`}</div>
    <div class="message-main">
      <header id=${headId} class=${classes('message-head', continued && 'visually-hidden')}>
        <span class="message-author">${message.author.name}</span>
        ${message.author.bot ? html`<span class="badge">bot</span>` : null}
        <span class="message-time"><${Time} atMs=${message.sentAtMs} show="time" /></span>
        <${Ping} message=${message} />
        ${message.pinned ? html`<span class="pinned" title="Pinned in this channel"><${Icon} name="pin" />Pinned</span>` : null}
      </header>
      ${editing ? html`<${MessageEditor} message=${message} />` : html`<${Body} message=${message} />`}
      <${ThreadSummary} message=${message} open=${threadOpen} />
    </div>
    ${editing || message.private ? null : html`<${Toolbar} message=${message} />`}
  </article>`;
}

/** Whether a message has notified the person who acts. */
function usePinged({ ping }: Message): boolean {
  return useApp(({ me, places }) => {
    const group = ping === null ? undefined : places?.groups.find((one) => one.id === ping.id);
    return me !== null && group?.members.includes(me.id) === true;
  });
}

/** The group that a message has notified. */
export function Ping({ message }: { readonly message: Message }): VNode | null {
  const forMe = usePinged(message);
  if (message.ping === null) return null;
  return html`<span class="person">@${message.ping.name}${forMe ? html`<span class="visually-hidden">, you among them</span>` : null}</span>`;
}

function Body({ message }: { readonly message: Message }): VNode {
  const tail = html`<${Fragment}>
    ${message.editedAtMs === null || message.author.bot ? null : html` <span class="message-edited">edited</span>`}
    <${Mark} mark=${message.mark} />
  <//>`;
  if (message.content !== null)
    return html`<div class="message-content"><${Blocks} blocks=${message.content.blocks} on=${{ place: message.in, message: message.id }} level=${3} />${tail}</div>`;
  return html`<p class="message-text">${message.text}${tail}</p>`;
}

const marks = {
  seen: { icon: 'seen', words: 'Rapport has seen this' },
  done: { icon: 'check', words: 'Rapport has dealt with this' },
  failed: { icon: 'warning', words: 'Rapport could not deal with this' },
} satisfies Record<string, { readonly icon: IconName; readonly words: string }>;

function Mark({ mark }: { readonly mark: Message['mark'] }): VNode | null {
  if (mark === 'none') return null;
  const { icon, words } = marks[mark];
  return html`<span class=${`mark mark--${mark}`} title=${words}><${Icon} name=${icon} /><span class="visually-hidden">${words}</span></span>`;
}

function PrivateLine({ message }: { readonly message: Message }): VNode {
  return html`<div class="private-line">
    <${Icon} name="hidden" /><span>Only you can see this</span>
    <button type="button" class="link-button" onClick=${() => void copyText(message.text)}>Copy</button>
    <button type="button" class="link-button" onClick=${() => void remove(message)}>Dismiss</button>
  </div>`;
}

/** The message that this one replies to, in one line; it leads there. */
function Answered({ message }: { readonly message: Message }): VNode {
  return html`<div class="answered">
    <button type="button" onClick=${() => leadTo(message, true)}><${Icon} name="reply" /><span class="visually-hidden">Reply to </span><strong>${message.author.name}</strong><span class="answered-text">${message.text}</span></button>
  </div>`;
}

const threadIcons = { open: 'thread', locked: 'lock', archived: 'archive' } as const satisfies Record<Thread['state'], IconName>;

function ThreadSummary({ message, open }: { readonly message: Message; readonly open: boolean }): VNode | null {
  // The list of places is read at each change; the count in the message is as old as the channel's last one.
  const thread: Thread | null = useApp((state) => state.places?.threads.find((one) => one.id === message.thread?.id) ?? null);
  if (message.thread === null) return null;
  const { id, title, state, messages } = thread ?? message.thread;
  return html`<button type="button" class="thread-summary" data-opens=${id} aria-expanded=${open} onClick=${() => openThread(id)}>
    <${Icon} name=${threadIcons[state]} />
    <span class="thread-summary-count">${messageCount(messages)}</span>
    <span class="thread-summary-hint">${state === 'open' ? 'Open the thread' : 'Closed, still readable'}</span>
    <span class="visually-hidden">: ${title}</span>
    <${Icon} name="chevron" />
  </button>`;
}

function Toolbar({ message }: { readonly message: Message }): VNode {
  const own = useApp((state) => state.me?.id === message.author.id);
  return html`<div class="message-tools" role="group" aria-label=${`What to do with the message of ${message.author.name}`}>
    <${Tool} icon="reply" name="Reply" onClick=${() => reply(message)} />
    <${Tool} icon="copy" name="Copy text" onClick=${() => void copyText(message.text)} />
    ${own ? html`<${Tool} icon="edit" name="Edit" onClick=${() => startEditing(message.id)} />` : null}
    ${own ? html`<${Tool} icon="bin" name="Delete" onClick=${() => askToDelete(message)} />` : null}
  </div>`;
}

/** The composer of the place takes the focus: one is about to write. */
function reply(message: Message): void {
  replyTo(message.in, message.id);
  const composer = document.querySelector(`[data-composes="${CSS.escape(message.in)}"]`);
  if (composer instanceof HTMLElement) composer.focus();
}

function Tool({ icon, name, onClick }: { readonly icon: IconName; readonly name: string; readonly onClick: () => void }): VNode {
  return html`<button type="button" class="icon-button" title=${name} aria-label=${name} onClick=${onClick}><${Icon} name=${icon} /></button>`;
}

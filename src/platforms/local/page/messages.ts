// The messages of one place, oldest first. Stays at the newest one unless its reader has scrolled away.
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { classes, Fragment, html } from './html.ts';
import type { VNode } from './html.ts';
import { Avatar } from './avatar.ts';
import { dayKey, dayLabel } from './format.ts';
import { Icon } from './icons.ts';
import { MessageItem } from './message.ts';
import type { MessageProps } from './message.ts';
import { dropOutgoing, sayAgain } from './saying.ts';
import { useApp } from './state.ts';
import type { Outgoing } from './state.ts';
import { useNow, useReader } from './text.ts';
import type { Message } from './wire.ts';

/** Messages of one author closer than this read as one turn. */
const TURN_MS = 5 * 60_000;
/** Nearer to the end than this counts as being there. */
const NEAR_END_PX = 80;
const HEADROOM_PX = 12;

interface MessageListProps {
  readonly place: string;
  readonly label: string;
  /** Stands above the first message: the question that a thread hangs on. */
  readonly head: VNode | null;
  readonly empty: string;
}

export function MessageList({ place, label, head, empty }: MessageListProps): VNode {
  const messages = useApp((state) => state.messages[place] ?? null);
  const { scroller, inner, atEnd, toEnd } = useStayAtEnd();
  const { current, onKeyDown, onFocus } = useRoving(messages ?? []);
  return html`<div class="messages-frame">
    <div class="messages" ref=${scroller} onKeyDown=${onKeyDown} onFocusIn=${onFocus}>
      <div class=${classes('messages-inner', head === null && 'messages-inner--foot')} ref=${inner}>
        ${head}
        ${messages === null ? html`<p class="quiet" role="status">Reading…</p>` : null}
        ${messages?.length === 0 ? html`<p class="quiet">${empty}</p>` : null}
        <div role="log" aria-label=${label} aria-relevant="additions">
          <${Days} messages=${messages ?? []} current=${current} />
          <${OutgoingList} place=${place} onMore=${toEnd} />
        </div>
        <${Awaited} place=${place} />
      </div>
    </div>
    ${atEnd ? null : html`<button type="button" class="to-end" onClick=${toEnd}><${Icon} name="down" />Newest</button>`}
  </div>`;
}

function Days({ messages, current }: { readonly messages: readonly Message[]; readonly current: string | null }): VNode {
  const reader = useReader();
  const nowMs = useNow();
  const openThread = useApp((state) => state.view.thread);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const days = messages.map((message) => dayKey(message.sentAtMs, reader));
  return html`<${Fragment}>${messages.map((message, index) => {
    const before = messages[index - 1];
    const newDay = days[index] !== days[index - 1];
    return html`<${Row}
      key=${message.id}
      day=${newDay ? dayLabel(message.sentAtMs, nowMs, reader) : null}
      message=${message}
      continued=${!newDay && continues(before, message)}
      current=${message.id === current}
      answered=${message.replyTo === null ? null : (byId.get(message.replyTo) ?? null)}
      threadOpen=${message.thread !== null && message.thread.id === openThread}
    />`;
  })}<//>`;
}

/** Draws a message again only when something of it changed: a long list answers a key press in a frame. */
function Row({ day, message, continued, current, answered, threadOpen }: MessageProps & { readonly day: string | null }): VNode {
  return useMemo(
    () => html`<${Fragment}>
      ${day === null ? null : html`<div class="day" role="separator" aria-label=${day}><span aria-hidden="true">${day}</span></div>`}
      <${MessageItem} message=${message} continued=${continued} current=${current} answered=${answered} threadOpen=${threadOpen} />
    <//>`,
    [day, message, continued, current, answered, threadOpen],
  );
}

function continues(before: Message | undefined, message: Message): boolean {
  if (
    before === undefined ||
    before.author.id !== message.author.id ||
    before.private ||
    message.private ||
    message.replyTo !== null ||
    message.pinned
  )
    return false;
  return message.sentAtMs - before.sentAtMs < TURN_MS && message.content === null;
}

/** `onMore` is called for each message of one's own: saying something leads to the end. */
function OutgoingList({ place, onMore }: { readonly place: string; readonly onMore: () => void }): VNode {
  const everything = useApp((state) => state.outgoing);
  const outgoing = everything.filter((one) => one.place === place);
  useLayoutEffect(() => {
    if (outgoing.length > 0) onMore();
  }, [outgoing.length]);
  return html`<${Fragment}>${outgoing.map((one) => html`<${OutgoingItem} key=${one.key} outgoing=${one} />`)}<//>`;
}

function Awaited({ place }: { readonly place: string }): VNode {
  const awaited = useApp((state) => (state.awaited[place] ?? 0) > 0);
  return html`<div role="status">${awaited ? html`<p class="awaited"><span class="spinner"></span>Rapport is on it…</p>` : null}</div>`;
}

function OutgoingItem({ outgoing }: { readonly outgoing: Outgoing }): VNode | null {
  const me = useApp((state) => state.me);
  if (me === null) return null;
  const failed = outgoing.fault !== null;
  return html`<article class="message message--outgoing" aria-label=${failed ? 'Not sent' : 'Being sent'}>
    <div class="message-gutter"><${Avatar} author=${me} /></div>
    <div class="message-main">
      <header class="message-head"><span class="message-author">${me.name}</span></header>
      <p class="message-text">${outgoing.text}</p>
      ${
        failed
          ? html`<p class="fault"><${Icon} name="warning" /><span><strong>Not sent.</strong> ${outgoing.fault}</span>
            <button type="button" class="link-button" onClick=${() => sayAgain(outgoing)}>Send again</button>
            <button type="button" class="link-button" onClick=${() => dropOutgoing(outgoing.key)}>Remove</button></p>`
          : null
      }
    </div>
  </article>`;
}

/** Follows the end while the reader is there, whatever grows: a new message, a picture that loads. */
function useStayAtEnd() {
  const scroller = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = (): void => {
    following.current = true;
    if (scroller.current !== null) scroller.current.scrollTop = endOf(scroller.current);
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || inner.current === null) return;
    const onScroll = (): void => {
      const toFoot = box.scrollHeight - box.scrollTop - box.clientHeight;
      following.current = toFoot < NEAR_END_PX || Math.abs(box.scrollTop - endOf(box)) < 4;
      setAtEnd(following.current);
    };
    const grown = new ResizeObserver(() => {
      if (following.current) box.scrollTop = endOf(box);
      else onScroll();
    });
    grown.observe(inner.current);
    grown.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);
  return { scroller, inner, atEnd, toEnd };
}

/** How far down the newest message can be read: its foot, or its head where it is taller than the box. */
function endOf(box: HTMLElement): number {
  const newest = [...box.querySelectorAll<HTMLElement>('[data-message]')].at(-1);
  const foot = box.scrollHeight - box.clientHeight;
  if (newest === undefined) return foot;
  const head = newest.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  return Math.min(foot, head - HEADROOM_PX);
}

/** One Tab stop for the whole list; the arrow keys, Home and End move it. */
function useRoving(messages: readonly Message[]) {
  const [chosen, setChosen] = useState<string | null>(null);
  const current = messages.some((one) => one.id === chosen) ? chosen : (messages.at(-1)?.id ?? null);
  const onFocus = (event: FocusEvent): void => {
    const article = event.target instanceof Element ? event.target.closest('[data-message]') : null;
    if (article instanceof HTMLElement) setChosen(article.dataset['message'] ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = event.target;
    // Only when the message itself has the focus: inside a field or a select the arrows are the field's own.
    if (!(from instanceof HTMLElement) || from.dataset['message'] === undefined || !(event.currentTarget instanceof HTMLElement)) return;
    const articles = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')];
    const at = articles.indexOf(from);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
    const next = to === undefined ? undefined : articles[to];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return { current, onKeyDown, onFocus };
}

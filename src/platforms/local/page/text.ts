// Words with spans. Everything becomes a text node; nothing in a message is ever markup.
import { Fragment, html } from './html.ts';
import type { VNode } from './html.ts';
import { formatDate, formatFull, formatRelative, formatTime } from './format.ts';
import type { Reader } from './format.ts';
import { openPlace } from './navigate.ts';
import { writeRoute } from './route.ts';
import { playgroundNow, useApp } from './state.ts';
import type { Span, Text } from './wire.ts';

/** Before a person is chosen nothing with a time is drawn; UTC is only there to have an answer. */
const NOBODY: Reader = { zone: 'UTC', locale: 'en-GB' };

/** The zone and locale of who is acting. */
export const useReader = (): Reader => useApp((state) => state.me) ?? NOBODY;

/** The playground's time, epoch ms; redraws when the minute turns and when the clock is moved. */
export function useNow(): number {
  useApp((state) => state.clock);
  useApp((state) => state.minute);
  return playgroundNow();
}

export function Words({ text }: { readonly text: Text }): VNode {
  return html`<${Fragment}>${typeof text === 'string' ? text : text.map((span) => html`<${Piece} span=${span} />`)}<//>`;
}

function Piece({ span }: { readonly span: Span }): VNode {
  if (typeof span === 'string') return html`<${Fragment}>${span}<//>`;
  if ('strong' in span) return html`<strong>${span.strong}</strong>`;
  if ('emphasis' in span) return html`<em>${span.emphasis}</em>`;
  if ('code' in span) return html`<code>${span.code}</code>`;
  if ('time' in span) return html`<${Time} atMs=${span.time} show=${span.show} />`;
  if ('channel' in span) return html`<${ChannelName} id=${span.channel} name=${span.name} />`;
  return html`<span class="person">@${span.name}</span>`; // a person or a group
}

/** Leads there while there is such a channel. */
function ChannelName({ id, name }: { readonly id: string; readonly name: string }): VNode {
  const as = useApp((state) => state.me?.handle ?? '');
  const known = useApp((state) => state.places?.channels.some((one) => one.id === id) === true);
  if (!known) return html`<span>#${name}</span>`;
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    openPlace(id);
  };
  return html`<a class="channel-link" href=${writeRoute(as, { place: id, thread: null, home: false })} onClick=${onClick}>#${name}</a>`;
}

interface TimeProps {
  readonly atMs: number;
  readonly show: 'time' | 'date' | 'dateTime' | 'relative';
}

/** An instant in the reader's own zone, with all of it in the title. */
export function Time({ atMs, show }: TimeProps): VNode {
  const reader = useReader();
  const nowMs = useNow();
  return html`<time datetime=${new Date(atMs).toISOString()} title=${formatFull(atMs, reader)}>${shown(atMs, show, nowMs, reader)}</time>`;
}

function shown(atMs: number, show: TimeProps['show'], nowMs: number, reader: Reader): string {
  switch (show) {
    case 'time':
      return formatTime(atMs, reader);
    case 'date':
      return formatDate(atMs, nowMs, reader);
    case 'dateTime':
      return `${formatDate(atMs, nowMs, reader)}, ${formatTime(atMs, reader)}`;
    case 'relative':
      return formatRelative(atMs, nowMs, reader.locale);
    default:
      return show satisfies never;
  }
}

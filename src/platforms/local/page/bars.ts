// Scores as small blocks. What was won or lost since the attempt before is shown by shape as well as colour, and said in words.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import type { Bar } from './wire.ts';

export function Bars({ bars }: { readonly bars: readonly Bar[] }): VNode {
  return html`<ul class="bars">${bars.map((bar) => html`<${OneBar} key=${bar.label} bar=${bar} />`)}</ul>`;
}

function OneBar({ bar }: { readonly bar: Bar }): VNode {
  const moved = bar.was !== null && bar.was !== bar.value;
  return html`<li class="bar">
    <span class="bar-label">${bar.label}</span>
    <span class="bar-blocks" role="img" aria-label=${spoken(bar)}>${Array.from({ length: bar.outOf }, (_, index) => html`<i class=${`bar-block ${blockKind(bar, index)}`}></i>`)}</span>
    <span class="bar-figure" aria-hidden="true">${moved ? html`<span class="bar-was">${bar.was}</span> → ${bar.value}` : bar.value}</span>
  </li>`;
}

/** `3 of 5, was 1` */
function spoken({ value, outOf, was }: Bar): string {
  if (was === null) return `${value} of ${outOf}`;
  return was === value ? `${value} of ${outOf}, unchanged` : `${value} of ${outOf}, was ${was}`;
}

function blockKind({ value, was }: Bar, index: number): string {
  const before = was ?? value;
  if (index < Math.min(value, before)) return 'bar-block--kept';
  if (index < value) return 'bar-block--won';
  return index < before ? 'bar-block--lost' : 'bar-block--open';
}

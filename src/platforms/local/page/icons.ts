// Line drawings of 16 units, in the colour of the text around them. Always beside words or inside a named control, so never read aloud.
import { html } from './html.ts';
import type { VNode } from './html.ts';

const paths = {
  hash: 'M3 6h10.5M2.5 10H13M6.6 2.5l-1.4 11M10.8 2.5l-1.4 11',
  thread: 'M2.5 3.5h11v7h-6l-3 2.5v-2.5h-2z',
  branch: 'M4 3v5a2 2 0 0 0 2 2h6M9.5 7.5 12 10l-2.5 2.5',
  lock: 'M4.5 7.2V5.3a3.5 3.5 0 0 1 7 0v1.9M3.5 7.2h9v6h-9z',
  archive: 'M2.5 3.5h11v3h-11zM3.5 6.5v6.5h9V6.5M6.5 9h3',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM2.8 13.5c.6-2.5 2.7-3.8 5.2-3.8s4.6 1.3 5.2 3.8',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9z',
  half: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12',
  send: 'M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2',
  reply: 'M6.5 3.5 2.8 7.2l3.7 3.7M3 7.2h6.5a3.7 3.7 0 0 1 3.7 3.7v1.6',
  edit: 'M3 13l.6-2.8 7.3-7.3 2.2 2.2-7.3 7.3zM9.5 4.3l2.2 2.2',
  copy: 'M5.5 5.5h7.5v7.5H5.5zM10.5 5.3V3H3v7.5h2.3',
  bin: 'M3 4.5h10M6.3 4.3V2.8h3.4v1.5M4.3 4.7l.6 8.5h6.2l.6-8.5',
  close: 'M4 4l8 8M12 4l-8 8',
  hidden:
    'M2.5 2.5l11 11M6.6 6.6a2 2 0 0 0 2.8 2.8M4.6 4.7C3.2 5.6 2.3 7 1.8 8c1 2 3.2 4.3 6.2 4.3 1.1 0 2.1-.3 3-.8M7 3.8c.3 0 .7-.1 1-.1 3 0 5.2 2.3 6.2 4.3-.3.7-.8 1.4-1.4 2',
  seen: 'M1.8 8c1-2 3.2-4.3 6.2-4.3s5.2 2.3 6.2 4.3c-1 2-3.2 4.3-6.2 4.3S2.8 10 1.8 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  updown: 'M5 6.2 8 3.2l3 3M5 9.8l3 3 3-3',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  warning: 'M8 2.3 14.3 13.2H1.7zM8 6.5v3M8 11.3v.2',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.2',
  download: 'M8 2.5v7.8M4.8 7.3 8 10.5l3.2-3.2M3 13.3h10',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  plus: 'M8 3.5v9M3.5 8h9',
  pin: 'M6 2.5h4l-.6 4.3 2.1 2.4h-7l2.1-2.4zM8 9.2v4.3',
  slash: 'M10.3 2.5l-4.6 11',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): VNode {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d=${paths[name]} /></svg>`;
}

/** Two turns of a conversation. */
export function Logo(): VNode {
  return html`<svg class="logo" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
    <rect width="28" height="28" rx="8" />
    <path d="M7.5 11h9M11.5 17h9" />
  </svg>`;
}

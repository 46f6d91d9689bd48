// Who speaks, at a glance.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Logo } from './icons.ts';
import { useApp } from './state.ts';

interface AvatarProps {
  readonly author: { readonly id: string; readonly name: string; readonly bot?: boolean };
}

export function Avatar({ author }: AvatarProps): VNode {
  const colour = useApp((state) => state.people.find((one) => one.id === author.id)?.avatarColour ?? null);
  if (author.bot === true) return html`<span class="avatar avatar--bot" aria-hidden="true"><${Logo} /></span>`;
  return html`<span class="avatar" aria-hidden="true" style=${colour === null ? {} : { '--person': colour }}>${initials(author.name)}</span>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.slice(0, 1).toLocaleUpperCase() ?? '').join('');
}

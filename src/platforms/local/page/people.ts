// Who one is acting as, and the way to become another.
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Avatar } from './avatar.ts';
import { Icon } from './icons.ts';
import { listen } from './live.ts';
import { useApp } from './state.ts';
import { actAs } from './sync.ts';
import type { Person } from './wire.ts';

const roles = { owner: 'Server owner', coach: 'Coach', member: 'Member' } as const satisfies Record<Person['role'], string>;

export async function become(person: Person): Promise<void> {
  listen(person.handle);
  await actAs(person);
}

export function PeopleSwitch(): VNode | null {
  const people = useApp((state) => state.people);
  const me = useApp((state) => state.me);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
    const onPointer = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);
  if (me === null) return null;
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  const choose = (person: Person): void => {
    close();
    if (person.handle !== me.handle) void become(person);
  };
  return html`<div class="people" ref=${box}>
    ${open ? html`<${PeopleMenu} people=${people} me=${me} onChoose=${choose} onClose=${close} />` : null}
    <button type="button" class="foot-button" ref=${opener} aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      <${Avatar} author=${me} />
      <span class="foot-words"><span class="foot-small">Acting as</span><span class="foot-main">${me.name}</span></span>
      <span class="role">${roles[me.role]}</span>
      <${Icon} name="updown" />
    </button>
  </div>`;
}

interface PeopleMenuProps {
  readonly people: readonly Person[];
  readonly me: Person;
  readonly onChoose: (person: Person) => void;
  readonly onClose: () => void;
}

function PeopleMenu({ people, me, onChoose, onClose }: PeopleMenuProps): VNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[
      event.key
    ];
    const byLetter = /^\p{L}$/u.test(event.key)
      ? items.findIndex((item) => item.textContent.trim().toLowerCase().includes(event.key.toLowerCase()))
      : -1;
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      return onClose();
    }
    const next = items[to ?? byLetter];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return html`<div class="menu" role="menu" aria-label="Act as" onKeyDown=${onKeyDown}>
    ${people.map(
      (
        person,
      ) => html`<button type="button" key=${person.handle} class="menu-item" role="menuitemradio" tabindex="-1" aria-checked=${person.handle === me.handle} onClick=${() => onChoose(person)}>
      <${Avatar} author=${person} />
      <span class="foot-words"><span class="foot-main">${person.name}</span><span class="foot-small">${person.zone.replaceAll('_', ' ')}</span></span>
      <span class="role">${roles[person.role]}</span>
      <span class="menu-check">${person.handle === me.handle ? html`<${Icon} name="check" />` : null}</span>
    </button>`,
    )}
  </div>`;
}

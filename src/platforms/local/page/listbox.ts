// A list of things to take while a field keeps the focus: arrows move, Enter or Tab takes, Escape closes.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { classes, html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';

export interface Item {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

export interface ListState {
  readonly id: string;
  readonly items: readonly Item[];
  readonly shown: boolean;
  /** Index of the item that Enter takes; -1 for none. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** For the field: what ties it to the list. */
  readonly fieldProps: Readonly<Record<string, string | undefined>>;
  /** True when the key was the list's own. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

interface ListOptions {
  /** What stands in the field. */
  readonly typed: string;
  readonly items: readonly Item[];
  readonly open: boolean;
  readonly onTake: (item: Item) => void;
  readonly onClose: () => void;
  /** Whether the first item is active from the start. Not where free text is right too: Enter would replace what was typed. */
  readonly preselect: boolean;
}

export function useList({ typed, items, open, onTake, onClose, preselect }: ListOptions): ListState {
  const id = useId();
  const first = preselect ? 0 : -1;
  const shown = open && items.length > 0;
  // What was chosen holds while field and list stay as they were. Decided while drawing: an effect would come too late for who types and presses Enter at once.
  const list = [typed, String(open), ...items.map((item) => item.value)].join('\n');
  const [chosen, setChosen] = useState({ list, index: first });
  const setActive = (index: number): void => setChosen({ list, index });
  const active = shown ? (chosen.list === list ? chosen.index : first) : -1;
  const onKey = (event: KeyboardEvent): boolean => {
    if (!shown || event.isComposing) return false;
    const item = items[active];
    if (event.key === 'ArrowDown') setActive((active + 1) % items.length);
    else if (event.key === 'ArrowUp') setActive(active <= 0 ? items.length - 1 : active - 1);
    else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && item !== undefined) onTake(item);
    else if (event.key === 'Escape') onClose();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const fieldProps = {
    'aria-autocomplete': 'list',
    'aria-controls': shown ? id : undefined,
    'aria-activedescendant': active === -1 ? undefined : `${id}-${active}`,
  };
  return { id, items, shown, active, setActive, fieldProps, onKey };
}

interface ListProps {
  readonly list: ListState;
  readonly label: string;
  readonly onTake: (item: Item) => void;
  /** The values that are picked already, where the list is one to pick from. */
  readonly chosen?: readonly string[];
  readonly several?: boolean;
}

export function List({ list, label, onTake, chosen, several = false }: ListProps): VNode | null {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('.list-item--active')?.scrollIntoView({ block: 'nearest' });
  }, [list.active]);
  if (!list.shown) return null;
  return html`<div class="list" id=${list.id} role="listbox" tabindex="0" aria-label=${label} aria-multiselectable=${several ? true : undefined} ref=${box}>
    ${list.items.map(
      (item, index) => html`<div
      key=${item.value}
      id=${`${list.id}-${index}`}
      class=${classes('list-item', index === list.active && 'list-item--active')}
      role="option"
      aria-selected=${chosen === undefined ? index === list.active : chosen.includes(item.value)}
      onMouseMove=${() => list.setActive(index)}
      onMouseDown=${(event: MouseEvent) => {
        event.preventDefault(); // the field keeps the focus
        onTake(item);
      }}
    >
      ${chosen === undefined ? null : html`<span class="menu-check">${chosen.includes(item.value) ? html`<${Icon} name="check" />` : null}</span>`}
      <span class="list-label">${item.label}</span>${item.detail === '' ? null : html`<span class="list-detail">${item.detail}</span>`}
    </div>`,
    )}
  </div>`;
}

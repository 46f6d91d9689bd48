// Picks several of a list, or one of a long one: a button that opens a searchable list under itself. Several are sent together, when it closes.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { fitChoices } from './completion.ts';
import { Icon } from './icons.ts';
import { List, useList } from './listbox.ts';
import type { Item } from './listbox.ts';
import type { Choice } from './wire.ts';

interface PickerProps {
  /** What is picked, such as "Days". */
  readonly name: string;
  readonly options: readonly Choice[];
  readonly selected: readonly string[];
  readonly most: number;
  readonly least: 0 | 1;
  readonly waiting: boolean;
  readonly onPick: (values: readonly string[]) => void;
}

export function Picker(props: PickerProps): VNode {
  const { name, options, selected, waiting, onPick } = props;
  const opener = useRef<HTMLButtonElement>(null);
  /** Out of an open panel, with what is chosen in it. */
  const leaving = useRef<(focusBack: boolean) => void>(() => undefined);
  const [open, setOpen] = useState(false);
  const close = (picked: readonly string[] | null, focusBack: boolean): void => {
    setOpen(false);
    if (focusBack) opener.current?.focus();
    if (picked !== null && !sameValues(picked, selected)) onPick(picked);
  };
  const onClick = (): void => {
    if (open) leaving.current(true);
    else if (!waiting) setOpen(true);
  };
  const labels = options.filter((option) => selected.includes(option.value)).map((option) => option.label);
  return html`<div class="picker">
    <button type="button" ref=${opener} class=${classes('picker-button', waiting && 'is-waiting')} aria-haspopup="listbox" aria-expanded=${open} aria-disabled=${waiting}
      onClick=${onClick}>
      <span class="picker-words">${labels.length === 0 ? name : html`<span class="picker-name">${`${name}: `}</span>${labels.join(', ')}`}</span>
      ${waiting ? html`<span class="spinner"><span class="visually-hidden">, waiting</span></span>` : html`<${Icon} name="updown" />`}
    </button>
    ${open ? html`<${Panel} ...${props} leaving=${leaving} onClose=${close} />` : null}
  </div>`;
}

const sameValues = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value) => other.includes(value));

interface PanelProps extends PickerProps {
  readonly leaving: { current: (focusBack: boolean) => void };
  /** `picked` null: everything stays as it was. */
  readonly onClose: (picked: readonly string[] | null, focusBack: boolean) => void;
}

function Panel(props: PanelProps): VNode {
  const { name, options, least, most } = props;
  const { box, typed, setTyped, chosen, list, take, leave, onKeyDown, onFocusOut } = usePanel(props);
  const several = most > 1;
  const tooFew = chosen.length < least;
  return html`<div class="picker-panel" ref=${box} onKeyDown=${onKeyDown} onFocusOut=${onFocusOut}>
    <input type="text" class="picker-search" role="combobox" autocomplete="off" placeholder="Type to search" aria-label=${`Search: ${name}`} aria-expanded=${list.shown}
      value=${typed} ...${list.fieldProps} onInput=${(event: Event) => setTyped(fieldValue(event))} />
    <${List} list=${list} label=${name} chosen=${chosen} several=${several} onTake=${take} />
    ${list.items.length === 0 ? html`<p class="quiet picker-nothing">Nothing here is called that.</p>` : null}
    <div class="picker-foot">
      <span class="hint" role="status">${tally(chosen.length, options.length, most)}</span>
      ${several ? html`<button type="button" class="button button--primary" aria-disabled=${tooFew} onClick=${() => !tooFew && leave(true)}>Done</button>` : null}
    </div>
  </div>`;
}

function tally(chosen: number, options: number, most: number): string {
  if (most === 1) return 'Enter takes · Escape leaves it as it was';
  return most < options ? `${chosen} chosen, at most ${most}` : `${chosen} chosen`;
}

/** What is typed and chosen in an open panel, and the ways out of it. */
function usePanel({ options, selected, most, least, leaving, onClose }: PanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const closed = useRef(false);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(() => selected.filter((value) => options.some((option) => option.value === value)));
  /** Once: a press outside takes the focus away too, and each of them leaves. */
  const close = (picked: readonly string[] | null, focusBack: boolean): void => {
    if (!closed.current) onClose(picked, focusBack);
    closed.current = true;
  };
  const leave = (focusBack: boolean): void => close(most > 1 && chosen.length >= least ? chosen : null, focusBack);
  leaving.current = leave;
  const take = ({ value }: Item): void => {
    if (most === 1) return close([value], true);
    const isChosen = chosen.includes(value);
    if (!isChosen && chosen.length >= most) return;
    // In the order of the list, whichever was picked first.
    setChosen(options.map((option) => option.value).filter((one) => (one === value ? !isChosen : chosen.includes(one))));
  };
  const list = useList({
    typed,
    items: fitChoices(typed, options).map(({ value, label }) => ({ value, label, detail: '' })),
    open: true,
    onTake: take,
    onClose: () => close(null, true),
    preselect: true,
  });
  // Before it is painted: who types at once types into the search.
  useLayoutEffect(() => {
    box.current?.querySelector('input')?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  useEffect(() => {
    const onPointer = (event: Event): void => {
      const inside = event.target instanceof Node && box.current?.parentElement?.contains(event.target) === true;
      if (!inside) leaving.current(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close(null, true);
    } else if (event.key !== 'Tab' && event.target instanceof HTMLInputElement) list.onKey(event);
  };
  const onFocusOut = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && box.current?.parentElement?.contains(to) !== true) leave(false);
  };
  return { box, typed, setTyped, chosen, list, take, leave, onKeyDown, onFocusOut };
}

// One option of a command: a date, free text, or a choice with its list.
import { useEffect, useId, useState } from 'preact/hooks';
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { api } from './api.ts';
import { fitChoices, valueOf } from './completion.ts';
import { Icon } from './icons.ts';
import { List, useList } from './listbox.ts';
import type { Item } from './listbox.ts';
import { useApp } from './state.ts';
import type { Choice, Option } from './wire.ts';

/** Long enough that a word being typed asks once, short enough to feel instant. */
const SUGGEST_AFTER_MS = 120;

interface OptionFieldProps {
  readonly option: Option;
  readonly command: string;
  readonly value: string;
  readonly faultId: string | null;
  readonly onChange: (value: string) => void;
  readonly onRemove: (() => void) | null;
  /** Backspace in an empty field. */
  readonly onLeaveBackwards: () => void;
}

export function OptionField(props: OptionFieldProps): VNode {
  const { option, faultId, onRemove } = props;
  const fieldId = useId();
  return html`<span class=${classes('option', faultId !== null && 'option--wrong')}>
    <label for=${fieldId} title=${option.description}>${option.name}${option.required ? html`<span class="visually-hidden"> (needed)</span>` : null}</label>
    ${option.kind === 'date' ? html`<${DateInput} ...${props} fieldId=${fieldId} />` : html`<${ListInput} ...${props} fieldId=${fieldId} />`}
    ${onRemove === null ? null : html`<button type="button" class="option-remove" aria-label=${`Leave out ${option.name}`} title=${`Leave out ${option.name}`} onClick=${onRemove}><${Icon} name="close" /></button>`}
  </span>`;
}

type InputProps = OptionFieldProps & { readonly fieldId: string };

function DateInput({ option, value, faultId, onChange, fieldId }: InputProps): VNode {
  return html`<input type="date" id=${fieldId} data-option=${option.name} value=${value} aria-describedby=${faultId ?? undefined} aria-invalid=${faultId !== null} onInput=${(event: Event) => onChange(fieldValue(event))} />`;
}

function ListInput({ option, command, value, faultId, onChange, onRemove, onLeaveBackwards, fieldId }: InputProps): VNode {
  const labelOf = (stored: string): string => option.choices?.find((one) => one.value === stored)?.label ?? stored;
  const [typed, setTyped] = useState(labelOf(value));
  const [open, setOpen] = useState(false);
  const suggested = useSuggestions(option, command, typed, open);
  // A choice that is already made shows all the others too: one opens the list to change it.
  const made = option.choices?.some((one) => one.label === typed) === true;
  const choices = option.kind === 'choice' ? fitChoices(made ? '' : typed, option.choices ?? []) : suggested;
  const take = (item: Item): void => {
    setTyped(item.label);
    onChange(item.value);
    setOpen(false);
  };
  const list = useList({
    typed,
    items: choices.map((one) => ({ value: one.value, label: one.label, detail: '' })),
    open,
    onTake: take,
    onClose: () => setOpen(false),
    preselect: option.kind === 'choice' && typed !== '' && !made,
  });
  const onInput = (event: Event): void => {
    const now = fieldValue(event);
    setTyped(now);
    onChange(valueOf(option, now));
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') {
      const item = list.items[list.active];
      if (item !== undefined && !event.shiftKey) take(item);
      return; // and goes on to the next field
    }
    if (list.onKey(event)) return;
    if (event.key === 'ArrowDown') setOpen(true);
    if (event.key === 'Backspace' && typed === '') {
      event.preventDefault();
      (onRemove ?? onLeaveBackwards)();
    }
  };
  const lists = option.kind === 'choice' || option.suggests;
  return html`<span class="option-input">
    <input type="text" id=${fieldId} data-option=${option.name} autocomplete="off" placeholder=${option.description} value=${typed} maxlength=${option.maxLength}
      size=${Math.min(40, Math.max(10, (typed === '' ? option.description : typed).length))}
      role=${lists ? 'combobox' : undefined} aria-expanded=${lists ? list.shown : undefined} ...${lists ? list.fieldProps : {}}
      aria-describedby=${faultId ?? undefined} aria-invalid=${faultId !== null}
      onInput=${onInput} onKeyDown=${onKeyDown} onFocus=${() => setOpen(typed === '')} onClick=${() => setOpen(true)} onBlur=${() => setOpen(false)} />
    <${List} list=${list} label=${option.description} onTake=${take} />
  </span>`;
}

/** What the bot suggests for what was typed so far; nothing for an option that it does not know more about. */
function useSuggestions(option: Option, command: string, typed: string, open: boolean): readonly Choice[] {
  const as = useApp((state) => state.me?.handle ?? '');
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  useEffect(() => {
    if (!option.suggests || !open) return;
    let current = true;
    const timer = setTimeout(() => {
      // Suggestions are a help: without them one types on.
      api.suggest(as, command, option.name, typed).then(
        (found) => current && setChoices(found),
        () => current && setChoices([]),
      );
    }, SUGGEST_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [as, command, option.name, option.suggests, typed, open]);
  return choices;
}

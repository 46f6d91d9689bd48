// One field of a form with its label, hint, counter and fault.
import { useId, useRef } from 'preact/hooks';
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import type { FormField } from './wire.ts';
import type { FieldValue } from './drafts.ts';

/** The counter shows once this part of the room is used. */
const NEARLY_FULL = 0.8;

interface FormInputProps {
  readonly field: FormField;
  readonly value: FieldValue;
  readonly fault: string | null;
  readonly onChange: (value: FieldValue) => void;
}

export function FormInput({ field, value, fault, onChange }: FormInputProps): VNode {
  const id = useId();
  const length = typeof value === 'string' ? value.length : 0;
  const over = length > field.maxLength;
  const counted = (field.kind === 'line' || field.kind === 'paragraph') && length >= field.maxLength * NEARLY_FULL;
  const described = [
    field.hint === null ? null : `${id}-hint`,
    counted ? `${id}-count` : null,
    fault === null ? null : `${id}-fault`,
  ].filter((one) => one !== null);
  const props = {
    id,
    name: field.name,
    required: field.required,
    'aria-invalid': fault !== null,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
  };
  return html`<div class=${classes('field', fault !== null && 'field--wrong')}>
    <label for=${id}>${field.label}${field.required ? null : html`<span class="field-optional">optional</span>`}</label>
    ${field.hint === null ? null : html`<p class="hint" id=${`${id}-hint`}>${field.hint}</p>`}
    ${field.kind === 'file' ? html`<${FileInput} field=${field} value=${value} props=${props} onChange=${onChange} />` : html`<${Control} field=${field} value=${value} props=${{ ...props, onInput: (event: Event) => onChange(fieldValue(event)) }} />`}
    <div class="field-foot">
      ${fault === null ? null : html`<p class="fault" id=${`${id}-fault`}><${Icon} name="warning" /><span>${fault}</span></p>`}
      ${counted ? html`<span class=${classes('counter', over && 'counter--over')} id=${`${id}-count`}>${length} of ${field.maxLength}</span>` : null}
    </div>
  </div>`;
}

interface ControlProps {
  readonly field: FormField;
  readonly value: string;
  readonly props: Readonly<Record<string, unknown>>;
}

function Control({ field, value, props }: ControlProps): VNode | null {
  switch (field.kind) {
    case 'line':
      return html`<input type="text" class="input" autocomplete="off" ...${props} value=${value} />`;
    case 'paragraph':
      return html`<textarea class="input" rows="7" ...${props} value=${value}></textarea>`;
    case 'choice':
      return html`<span class="select">
        <select ...${props}>
          ${value === '' ? html`<option value="" selected>${field.required ? 'Choose one' : 'No choice'}</option>` : null}
          ${field.options.map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}
        </select>
        <${Icon} name="updown" />
      </span>`;
    case 'file':
      return null; // drawn by FileInput
    default:
      return field.kind satisfies never;
  }
}

interface FileInputProps {
  readonly field: FormField;
  readonly value: FieldValue;
  readonly props: Readonly<Record<string, unknown>>;
  readonly onChange: (value: FieldValue) => void;
}

/** A browser lets nobody put a file back into its field, so the one that is kept is named beside it. */
function FileInput({ field, value, props, onChange }: FileInputProps): VNode {
  const input = useRef<HTMLInputElement>(null);
  const kept = value instanceof File ? `${value.name}, ${kibibytes(value.size)}` : value === '' ? null : field.fileName;
  const onPick = (): void => {
    const [file] = input.current?.files ?? [];
    if (file !== undefined) onChange(file);
  };
  const takeAway = (): void => {
    if (input.current !== null) input.current.value = '';
    input.current?.focus();
    onChange('');
  };
  return html`<div class="file-field">
    <input type="file" class="input" ref=${input} ...${props} required=${false} aria-required=${field.required} onChange=${onPick} />
    ${kept === null ? null : html`<p class="file-kept" role="status"><span>Chosen: ${kept}</span><button type="button" class="link-button" onClick=${takeAway}>Take it away</button></p>`}
  </div>`;
}

export const kibibytes = (bytes: number): string => `${Math.max(1, Math.ceil(bytes / 1024)).toLocaleString('en')} KiB`;

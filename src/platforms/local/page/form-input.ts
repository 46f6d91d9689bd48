// One field of a form with its label, hint, counter and fault.
import { useId } from 'preact/hooks';
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import type { FormField } from './wire.ts';

/** The counter shows once this part of the room is used. */
const NEARLY_FULL = 0.8;

interface FormInputProps {
  readonly field: FormField;
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}

export function FormInput({ field, value, fault, onChange }: FormInputProps): VNode {
  const id = useId();
  const over = value.length > field.maxLength;
  const counted = field.kind !== 'choice' && value.length >= field.maxLength * NEARLY_FULL;
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
    onInput: (event: Event) => onChange(fieldValue(event)),
  };
  return html`<div class=${classes('field', fault !== null && 'field--wrong')}>
    <label for=${id}>${field.label}${field.required ? null : html`<span class="field-optional">optional</span>`}</label>
    ${field.hint === null ? null : html`<p class="hint" id=${`${id}-hint`}>${field.hint}</p>`}
    <${Control} field=${field} value=${value} props=${props} />
    <div class="field-foot">
      ${fault === null ? null : html`<p class="fault" id=${`${id}-fault`}><${Icon} name="warning" /><span>${fault}</span></p>`}
      ${counted ? html`<span class=${classes('counter', over && 'counter--over')} id=${`${id}-count`}>${value.length} of ${field.maxLength}</span>` : null}
    </div>
  </div>`;
}

interface ControlProps {
  readonly field: FormField;
  readonly value: string;
  readonly props: Readonly<Record<string, unknown>>;
}

function Control({ field, value, props }: ControlProps): VNode {
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
    default:
      return field.kind satisfies never;
  }
}

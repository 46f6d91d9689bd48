// Buttons and selects on a message: what waits is shown to wait, what failed says so and can be pressed again.
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import { Picker } from './picker.ts';
import { press } from './pressing.ts';
import { controlKey, useApp } from './state.ts';
import type { ControlState } from './state.ts';
import type { Block, Button, Choice } from './wire.ts';

interface On {
  readonly place: string;
  readonly message: string;
}

function useControls(message: string, actions: readonly string[]): readonly (ControlState | null)[] {
  const controls = useApp((state) => state.controls);
  return actions.map((action) => controls[controlKey(message, action)] ?? null);
}

export function Buttons({ buttons, on }: { readonly buttons: readonly Button[]; readonly on: On }): VNode {
  const states = useControls(
    on.message,
    buttons.map((button) => button.action),
  );
  return html`<div class="block-buttons">
    <div class="buttons">
      ${buttons.map((button, index) => html`<${OneButton} key=${button.action} button=${button} state=${states[index] ?? null} on=${on} />`)}
    </div>
    <${Failures} states=${states} names=${buttons.map((button) => button.label)} />
  </div>`;
}

function OneButton({ button, state, on }: { readonly button: Button; readonly state: ControlState | null; readonly on: On }): VNode {
  const waiting = state?.kind === 'waiting';
  // aria-disabled and not disabled: a button that is taken away under the finger would lose the focus.
  return html`<button
    type="button"
    class=${classes('button', `button--${button.style}`, waiting && 'is-waiting')}
    aria-disabled=${waiting}
    onClick=${() => void press(on.place, on.message, button.action)}
  >
    <span class="button-label">${button.label}</span>
    ${waiting ? html`<span class="spinner"><span class="visually-hidden">, waiting</span></span>` : null}
  </button>`;
}

function Failures({ states, names }: { readonly states: readonly (ControlState | null)[]; readonly names: readonly string[] }): VNode {
  const failed = states.flatMap((state, index) => (state?.kind === 'failed' ? [{ name: names[index] ?? '', why: state.why }] : []));
  return html`<div role="status">
    ${failed.map(({ name, why }) => html`<p key=${name} class="fault"><${Icon} name="warning" /><span><strong>${name}</strong> did not go through. ${why}</span></p>`)}
  </div>`;
}

type SelectBlock = Extract<Block, { readonly kind: 'select' }>;
type ChooseBlock = Extract<Block, { readonly kind: 'choose' }>;

export function Select({ block, on }: { readonly block: SelectBlock; readonly on: On }): VNode {
  const { action, placeholder, options, selected, most, least } = block;
  const states = useControls(on.message, [action]);
  const waiting = states[0]?.kind === 'waiting';
  const pick = (values: readonly string[]): void => void press(on.place, on.message, action, values);
  return html`<div class="block-select">
    ${
      most === 1
        ? html`<${OneOf} block=${block} waiting=${waiting} onPick=${pick} />`
        : html`<${Picker} name=${placeholder} options=${options} selected=${selected} most=${most} least=${least} waiting=${waiting} onPick=${pick} />`
    }
    <${Failures} states=${states} names=${[placeholder]} />
  </div>`;
}

interface OneOfProps {
  readonly block: SelectBlock;
  readonly waiting: boolean;
  readonly onPick: (values: readonly string[]) => void;
}

function OneOf({ block, waiting, onPick }: OneOfProps): VNode {
  const [chosen = ''] = block.selected;
  const onChange = (event: Event): void => {
    const value = fieldValue(event);
    onPick(value === '' ? [] : [value]);
  };
  return html`<span class=${classes('select', waiting && 'is-waiting')}>
    <select aria-label=${block.placeholder} aria-busy=${waiting} onChange=${onChange}>
      ${block.least === 0 ? html`<option value="" selected=${chosen === ''}>${chosen === '' ? block.placeholder : 'No choice'}</option>` : null}
      ${block.least === 1 && chosen === '' ? html`<option value="" selected disabled hidden>${block.placeholder}</option>` : null}
      ${block.options.map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === chosen}>${option.label}</option>`)}
    </select>
    ${waiting ? html`<span class="spinner"></span>` : html`<${Icon} name="updown" />`}
  </span>`;
}

export function Choose({ block, on }: { readonly block: ChooseBlock; readonly on: On }): VNode {
  const { action, placeholder, selected, most, what } = block;
  const states = useControls(on.message, [action]);
  const options = useListOf(what);
  return html`<div class="block-select">
    <${Picker}
      name=${placeholder}
      options=${options}
      selected=${selected}
      most=${most}
      least=${most === 1 ? 1 : 0}
      waiting=${states[0]?.kind === 'waiting'}
      onPick=${(values: readonly string[]) => void press(on.place, on.message, action, values)}
    />
    <${Failures} states=${states} names=${[placeholder]} />
  </div>`;
}

/** What the server has of this kind. */
function useListOf(what: ChooseBlock['what']): readonly Choice[] {
  const places = useApp((state) => state.places);
  const people = useApp((state) => state.people);
  switch (what) {
    case 'channel':
      return (places?.channels ?? []).map(({ id, name }) => ({ value: id, label: `#${name}` }));
    case 'person':
      return people.map(({ id, name }) => ({ value: id, label: name }));
    case 'group':
      return (places?.groups ?? []).map(({ id, name }) => ({ value: id, label: `@${name}` }));
    default:
      return what satisfies never;
  }
}

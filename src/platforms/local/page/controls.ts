// Buttons and selects on a message: what waits is shown to wait, what failed says so and can be pressed again.
import { classes, fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import { press } from './pressing.ts';
import { controlKey, useApp } from './state.ts';
import type { ControlState } from './state.ts';
import type { Block, Button } from './wire.ts';

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

export function Select({ block, on }: { readonly block: SelectBlock; readonly on: On }): VNode {
  const states = useControls(on.message, [block.action]);
  const waiting = states[0]?.kind === 'waiting';
  return html`<div class="block-select">
    <span class=${classes('select', waiting && 'is-waiting')}>
      <select
        aria-label=${block.placeholder}
        aria-busy=${waiting}
        onChange=${(event: Event) => void press(on.place, on.message, block.action, [fieldValue(event)])}
      >
        ${block.selected === null ? html`<option value="" selected disabled hidden>${block.placeholder}</option>` : null}
        ${block.options.map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === block.selected}>${option.label}</option>`)}
      </select>
      ${waiting ? html`<span class="spinner"></span>` : html`<${Icon} name="updown" />`}
    </span>
    <${Failures} states=${states} names=${[block.placeholder]} />
  </div>`;
}

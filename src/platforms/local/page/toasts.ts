// What went wrong, or was done, in a corner: said once, gone by itself.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import { dismissToast, useApp } from './state.ts';

export function Toasts(): VNode {
  const toasts = useApp((state) => state.toasts);
  return html`<div class="toasts" role="region" aria-label="Notices" aria-live="polite">
    ${toasts.map(
      (toast) => html`<div key=${toast.id} class=${`toast toast--${toast.tone}`}>
      <${Icon} name=${toast.tone === 'error' ? 'warning' : 'check'} /><span>${toast.text}</span>
      <button type="button" class="icon-button" aria-label="Dismiss this notice" onClick=${() => dismissToast(toast.id)}><${Icon} name="close" /></button>
    </div>`,
    )}
  </div>`;
}

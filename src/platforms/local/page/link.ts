// How the page stands with the server; says nothing while all is well.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';
import { reconnectNow } from './live.ts';
import { useApp } from './state.ts';

export function LinkLine(): VNode {
  const link = useApp((state) => state.link);
  return html`<div role="status">
    ${link === 'reconnecting' ? html`<p class="link-line"><span class="spinner"></span>Reconnecting…</p>` : null}
    ${
      link === 'stopped'
        ? html`<p class="link-line link-line--stopped"><${Icon} name="warning" /><span>The playground has stopped. Start it again with <code>npm start</code>; what you typed stays here.</span>
          <button type="button" class="link-button" onClick=${reconnectNow}>Try now</button></p>`
        : null
    }
  </div>`;
}

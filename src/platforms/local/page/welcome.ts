// For who opens the playground for the first time: three steps, each a press away. Stands where a thread would, and goes for good when it is told to.
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon, Logo } from './icons.ts';
import { openThread } from './navigate.ts';
import { useApp } from './state.ts';

const KEY = 'rapport.welcomed';

export const wasWelcomed = (): boolean => localStorage.getItem(KEY) === 'yes';
export const rememberWelcomed = (): void => localStorage.setItem(KEY, 'yes');

interface WelcomeProps {
  readonly onDismiss: () => void;
  /** Puts a command into the composer. */
  readonly onOffer: (text: string) => void;
}

export function Welcome({ onDismiss, onOffer }: WelcomeProps): VNode {
  const newest = useApp((state) => state.places?.threads.findLast((one) => one.state === 'open') ?? null);
  return html`<section class="pane pane--welcome" aria-label="First steps">
    <div class="welcome">
      <button type="button" class="icon-button welcome-close" aria-label="Dismiss the first steps" title="Dismiss" onClick=${onDismiss}><${Icon} name="close" /></button>
      <${Logo} />
      <h2>A place to practise</h2>
      <p>This stands in for Discord or Slack. It is the same bot, with five people to be and a clock to move. Nothing leaves this machine but what your model is sent.</p>
      <ol class="steps">
        <${Step} title="Answer today’s question" text="In its thread, or privately with the button under it."
          act=${newest === null ? null : { label: 'Open the thread', run: () => openThread(newest.id) }} />
        <${Step} title="Read your feedback" text="Only you see it. One thing that landed, one thing to fix first." act=${null} />
        <${Step} title="Try /practice" text="One question now, as often as you like." act=${{ label: 'Type it for me', run: () => onOffer('/practice ') }} />
      </ol>
    </div>
  </section>`;
}

interface StepProps {
  readonly title: string;
  readonly text: string;
  readonly act: { readonly label: string; readonly run: () => void } | null;
}

function Step({ title, text, act }: StepProps): VNode {
  return html`<li class="step">
    <h3>${title}</h3>
    <p>${text}</p>
    ${act === null ? null : html`<button type="button" class="link-button" onClick=${act.run}>${act.label}</button>`}
  </li>`;
}

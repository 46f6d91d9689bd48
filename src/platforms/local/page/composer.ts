// Where one writes. A line that starts with a slash becomes a command, with its options as fields.
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { CommandForm } from './command-form.ts';
import { complete, writeDraft } from './completion.ts';
import type { CommandDraft } from './completion.ts';
import { composedText, keepComposed } from './drafts.ts';
import { Icon } from './icons.ts';
import { List, useList } from './listbox.ts';
import type { Item } from './listbox.ts';
import { lastOwn, replyTo, say, startEditing } from './saying.ts';
import { useApp } from './state.ts';

/** As on the platforms that this stands for. */
const LONGEST = 2_000;
const SAY_LENGTH_FROM = LONGEST - 200;

interface ComposerProps {
  readonly place: string;
  /** `#daily`, the thread's title, or who one writes to. */
  readonly to: string;
  /** Text put in from outside (the first-run card); each new `serial` once. */
  readonly offered: { readonly text: string; readonly serial: number } | null;
}

export function Composer({ place, to, offered }: ComposerProps): VNode {
  const as = useApp((state) => state.me?.handle ?? '');
  const commands = useApp((state) => state.commands);
  const field = useRef<HTMLTextAreaElement>(null);
  /** Out of a command one goes on writing. */
  const leaving = useRef(false);
  const [text, setRawText] = useState(() => composedText(as, place));
  const [draft, setDraft] = useState<CommandDraft | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);

  const setText = (next: string): void => {
    setRawText(next);
    keepComposed(as, place, next);
    setDismissed(null);
    const completion = complete(next, commands);
    if (completion.kind === 'draft') setDraft(completion.draft);
  };
  const leaveDraft = (left: string): void => {
    setDraft(null);
    setRawText(left);
    keepComposed(as, place, left);
    setDismissed(left);
    leaving.current = true;
  };
  useLayoutEffect(() => {
    if (leaving.current) field.current?.focus();
    leaving.current = false;
  }, [draft]);
  useEffect(() => {
    if (offered === null || offered.serial === 0) return;
    setText(offered.text);
    field.current?.focus();
  }, [offered?.serial]);
  useFittingHeight(field, text);

  if (draft !== null) {
    const onDone = (): void => leaveDraft('');
    return html`<${CommandForm} place=${place} initial=${draft} onChange=${(now: CommandDraft) => keepComposed(as, place, writeDraft(now))} onLeave=${(now: CommandDraft) => leaveDraft(writeDraft(now))} onDone=${onDone} />`;
  }
  return html`<${TextField} place=${place} to=${to} field=${field} text=${text} setText=${setText} dismissed=${dismissed} setDismissed=${setDismissed} />`;
}

interface TextFieldProps {
  readonly place: string;
  readonly to: string;
  readonly field: { current: HTMLTextAreaElement | null };
  readonly text: string;
  readonly setText: (text: string) => void;
  /** The text for which the list of commands was closed. */
  readonly dismissed: string | null;
  readonly setDismissed: (text: string) => void;
}

function TextField({ place, to, field, text, setText, dismissed, setDismissed }: TextFieldProps): VNode {
  const commands = useApp((state) => state.commands);
  const faultId = useId();
  const completion = complete(text, commands);
  const suggestions = completion.kind === 'suggestions' ? completion.suggestions : [];
  const take = (item: Item): void => {
    setText(item.value);
    field.current?.focus();
  };
  const list = useList({
    typed: text,
    items: suggestions.map((one) => ({ value: one.insert, label: one.label, detail: one.detail })),
    open: dismissed !== text,
    onTake: take,
    onClose: () => setDismissed(text),
    preselect: true,
  });
  const fault = completion.kind === 'suggestions' ? completion.fault : null;
  const tooLong = text.length > LONGEST;
  const cannotSend = text.trim() === '' || tooLong || fault !== null;
  const send = (): void => {
    // A whole command that Escape has turned back into text is read again.
    if (completion.kind === 'draft') return setText(`${text} `);
    if (cannotSend) return;
    say(place, text.trim());
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (list.onKey(event) || event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '') {
      const own = lastOwn(place);
      if (own !== null) {
        event.preventDefault();
        startEditing(own.id);
      }
    }
  };
  return html`<div class="composer">
    <${List} list=${list} label="Commands" onTake=${take} />
    <p class="visually-hidden" role="status">${!list.shown ? '' : `${list.items.length} commands. Arrow keys move, Enter takes.`}</p>
    <${ReplyLine} place=${place} />
    <div class="composer-box">
      <textarea ref=${field} class="composer-field" data-composes=${place} rows="1" placeholder=${`Message ${to}`} aria-label=${`Message ${to}`} value=${text}
        aria-describedby=${fault === null ? undefined : faultId} ...${list.fieldProps}
        onInput=${(event: Event) => setText(fieldValue(event))} onKeyDown=${onKeyDown}></textarea>
      <div class="composer-foot">
        <button type="button" class="icon-button" title="Commands" aria-label="Commands" onClick=${() => take({ value: '/', label: '', detail: '' })}><${Icon} name="slash" /></button>
        <span class="composer-hint">Enter sends · Shift+Enter for a new line · / for commands</span>
        ${text.length < SAY_LENGTH_FROM ? null : html`<span class=${tooLong ? 'counter counter--over' : 'counter'} role="status">${text.length} of ${LONGEST}</span>`}
        <button type="button" class="send" title="Send" aria-label="Send" aria-disabled=${cannotSend} onClick=${send}><${Icon} name="send" /></button>
      </div>
    </div>
    ${fault === null ? null : html`<p class="fault" id=${faultId} role="status"><${Icon} name="info" /><span>${fault}</span></p>`}
  </div>`;
}

function ReplyLine({ place }: { readonly place: string }): VNode | null {
  const answered = useApp((state) => state.messages[place]?.find((one) => one.id === state.replies[place]) ?? null);
  if (answered === null) return null;
  return html`<p class="reply-line">
    <${Icon} name="reply" /><span>Replying to <strong>${answered.author.name}</strong></span><span class="answered-text">${firstLine(answered.text)}</span>
    <button type="button" class="icon-button" aria-label="Do not reply to this" title="Do not reply to this" onClick=${() => replyTo(place, null)}><${Icon} name="close" /></button>
  </p>`;
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

/** As tall as its text; the style sheet sets the limit. */
function useFittingHeight(field: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const box = field.current;
    if (box === null) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }, [text]);
}

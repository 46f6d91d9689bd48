// Editing one's own message where it stands.
import { useEffect, useRef, useState } from 'preact/hooks';
import { fieldValue, html } from './html.ts';
import type { VNode } from './html.ts';
import { leadTo } from './navigate.ts';
import { askToDelete, saveEdit, startEditing } from './saying.ts';
import type { Message } from './wire.ts';

export function MessageEditor({ message }: { readonly message: Message }): VNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(message.text);
  const [saving, setSaving] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(message.text.length, message.text.length);
  }, []);
  const close = (): void => {
    startEditing(null);
    leadTo(message, true);
  };
  const save = async (): Promise<void> => {
    if (text.trim() === message.text) return close();
    // Emptied means deleted, on every platform; it is asked first.
    if (text.trim() === '') return askToDelete(message);
    setSaving(true);
    const saved = await saveEdit(message, text.trim());
    if (saved) leadTo(message, true);
    else setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };
  return html`<div class="editor">
    <textarea ref=${field} class="input" rows=${Math.min(10, text.split('\n').length + 1)} aria-label="Edit your message" value=${text} onInput=${(event: Event) => setText(fieldValue(event))} onKeyDown=${onKeyDown}></textarea>
    <div class="editor-foot">
      <span class="hint">Enter saves · Escape leaves it as it was</span>
      <button type="button" class="button button--normal" onClick=${close}>Cancel</button>
      <button type="button" class="button button--primary" aria-disabled=${saving} onClick=${() => void save()}>Save</button>
    </div>
  </div>`;
}

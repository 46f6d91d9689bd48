// A form of the bot: the question above, the fields below. What is typed survives an error, a mistaken Escape and a server that went away.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.ts';
import type { VNode } from './html.ts';
import type { ApiError } from './api.ts';
import { Blocks } from './blocks.ts';
import { initialValues, keepTyped, typedBefore } from './drafts.ts';
import type { FieldValue, FieldValues } from './drafts.ts';
import { FormInput, kibibytes } from './form-input.ts';
import { Icon } from './icons.ts';
import { Modal } from './modal.ts';
import { closeForm, submitForm } from './pressing.ts';
import { store, useApp } from './state.ts';
import type { Confirmation, OpenForm } from './state.ts';
import type { Form } from './wire.ts';

export function Dialogs(): VNode | null {
  const form = useApp((state) => state.form);
  const confirmation = useApp((state) => state.confirmation);
  if (confirmation !== null) return html`<${ConfirmationDialog} confirmation=${confirmation} />`;
  return form === null ? null : html`<${FormDialog} key=${form.form.id} open=${form} />`;
}

/** As the playground's own limit, so that nobody waits for a file to be refused. */
const LARGEST_FILE_BYTES = 1024 * 1024;

type Faults = Readonly<Record<string, string>>;

/** The sentence for each field that cannot be sent as it is. */
function faultsOf(form: Form, values: FieldValues): Faults {
  const faults: Record<string, string> = {};
  for (const field of form.fields) {
    const value = values[field.name] ?? '';
    if (value instanceof File) {
      if (value.size === 0) faults[field.name] = 'This file is empty: choose another one.';
      if (value.size > LARGEST_FILE_BYTES)
        faults[field.name] = `A file here holds at most 1 MiB; this one has ${kibibytes(value.size)}. Choose a smaller one.`;
    } else if (field.required && value.trim() === '') faults[field.name] = 'This is needed.';
    else if (field.kind !== 'file' && value.length > field.maxLength)
      faults[field.name] = `This may hold ${field.maxLength} characters; it has ${value.length}.`;
  }
  return faults;
}

function FormDialog({ open }: { readonly open: OpenForm }): VNode {
  const { form } = open;
  const titleId = useId();
  const { box, values, faults, problem, sending, restored, set, startAfresh, submit } = useForm(open);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void submit();
  };
  return html`<${Modal} labelledBy=${titleId} kind="form" onClose=${closeForm}>
    <form ref=${box} class="form" novalidate onSubmit=${onSubmit} onKeyDown=${onKeyDown}>
      <header class="modal-head">
        <h2 id=${titleId}>${form.title}</h2>
        <button type="button" class="icon-button" aria-label="Close; what you typed is kept" title="Close (Escape)" onClick=${closeForm}><${Icon} name="close" /></button>
      </header>
      <div class="modal-body">
        ${form.introduction.blocks.length === 0 ? null : html`<div class="form-introduction"><${Blocks} blocks=${form.introduction.blocks} on=${null} level=${3} /></div>`}
        ${restored ? html`<p class="restored" role="status"><${Icon} name="info" /><span>This is what you had typed before.</span><button type="button" class="link-button" onClick=${startAfresh}>Start afresh</button></p>` : null}
        ${form.fields.map((field) => html`<${FormInput} key=${field.name} field=${field} value=${values[field.name] ?? ''} fault=${faults[field.name] ?? null} onChange=${(value: FieldValue) => set(field.name, value)} />`)}
      </div>
      <footer class="modal-foot">
        <div class="modal-problem" role="alert">${problem === null ? null : html`<p class="fault"><${Icon} name="warning" /><span>${problem}</span></p>`}</div>
        <span class="hint">Ctrl+Enter sends · Escape keeps it for later</span>
        <button type="submit" class="button button--primary" aria-disabled=${sending}>${sending ? html`<span class="spinner"></span>` : null}<span class="button-label">${form.submit}</span></button>
      </footer>
    </form>
  <//>`;
}

/** What is typed into an open form, what is wrong with it, and the sending. */
function useForm(open: OpenForm) {
  const { form } = open;
  const as = useApp((state) => state.me?.handle ?? '');
  const names = form.fields.map((field) => field.name);
  const box = useRef<HTMLFormElement>(null);
  const [before] = useState(() => typedBefore(as, form));
  const [values, setValues] = useState<FieldValues>(() => ({ ...initialValues(form), ...before }));
  const [restored, setRestored] = useState(before !== null);
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  const focusFirst = (among: readonly string[]): void => {
    const fields = among.map((name) => `[name="${CSS.escape(name)}"]`).join(',');
    if (fields !== '') box.current?.querySelector<HTMLElement>(fields)?.focus();
  };
  useLayoutEffect(() => focusFirst(names), []);

  const replace = (next: FieldValues): void => {
    setValues(next);
    keepTyped(as, form, next);
  };
  const set = (name: string, value: FieldValue): void => {
    replace({ ...values, [name]: value });
    const { [name]: _mended, ...others } = faults;
    setFaults(others);
  };
  const startAfresh = (): void => {
    replace(initialValues(form));
    setRestored(false);
    focusFirst(names);
  };
  const refuse = (wrong: Faults, sentence: string | null): void => {
    setFaults(wrong);
    setProblem(sentence);
    focusFirst(names.filter((name) => wrong[name] !== undefined));
  };
  const submit = async (): Promise<void> => {
    if (sending) return;
    const wrong = faultsOf(form, values);
    if (Object.keys(wrong).length > 0) return refuse(wrong, null);
    setSending(true);
    const refused: ApiError | null = await submitForm(open, values);
    if (refused === null) return; // the dialog has gone
    setSending(false);
    refuse(refused.fields, Object.keys(refused.fields).length > 0 ? null : refused.message);
  };
  return { box, values, faults, problem, sending, restored, set, startAfresh, submit };
}

function ConfirmationDialog({ confirmation }: { readonly confirmation: Confirmation }): VNode {
  const titleId = useId();
  const close = (): void => store.change(() => ({ confirmation: null }));
  const accept = (): void => {
    close();
    confirmation.onAccept();
  };
  return html`<${Modal} labelledBy=${titleId} kind="confirmation" onClose=${close}>
    <h2 id=${titleId}>${confirmation.title}</h2>
    <blockquote class="block-quote">${confirmation.text}</blockquote>
    <div class="modal-choice">
      <button type="button" class="button button--normal" onClick=${close}>Keep it</button>
      <button type="button" class="button button--danger" onClick=${accept}>${confirmation.accept}</button>
    </div>
  <//>`;
}

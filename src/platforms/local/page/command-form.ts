// A command whose name is settled: its options as fields in a row. The ones that are needed stand open, the others are a press away.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { faultText } from './api.ts';
import { faultOf, filledValues } from './completion.ts';
import type { CommandDraft } from './completion.ts';
import { Icon } from './icons.ts';
import { OptionField } from './option-field.ts';
import { runCommand } from './pressing.ts';
import type { Option } from './wire.ts';

interface CommandFormProps {
  readonly place: string;
  readonly initial: CommandDraft;
  readonly onChange: (draft: CommandDraft) => void;
  /** Back to text, nothing lost. */
  readonly onLeave: (draft: CommandDraft) => void;
  readonly onDone: () => void;
}

export function CommandForm(props: CommandFormProps): VNode {
  const { onLeave } = props;
  const faultId = useId();
  const { box, draft, shown, others, fault, running, set, add, remove, run } = useCommand(props);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onLeave(draft);
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void run();
  };
  const name = `/${draft.command}${draft.subcommand === null ? '' : ` ${draft.subcommand}`}`;
  return html`<form class="composer" ref=${box} aria-label=${`Command ${name}`} onKeyDown=${onKeyDown} onSubmit=${onSubmit}>
    <div class="composer-box composer-box--command">
      <div class="command-options">
        <span class="command-name">${name}</span>
        ${shown.map(
          (option, index) => html`<${OptionField}
          key=${option.name}
          option=${option}
          command=${draft.command}
          value=${draft.values[option.name] ?? ''}
          faultId=${fault?.option === option.name ? faultId : null}
          onChange=${(value: string) => set(option.name, value)}
          onRemove=${option.required ? null : () => remove(option.name)}
          onLeaveBackwards=${() => (index === 0 ? onLeave(draft) : undefined)}
        />`,
        )}
        ${others.map((option) => html`<${AddOption} key=${option.name} option=${option} onAdd=${() => add(option.name)} />`)}
      </div>
      <div class="composer-foot">
        <button type="button" class="icon-button" title="Back to text" aria-label="Back to text" onClick=${() => onLeave(draft)}><${Icon} name="close" /></button>
        <span class="composer-hint">${draft.description}</span>
        <button type="submit" class="button button--primary command-run" aria-disabled=${running}>${running ? html`<span class="spinner"></span>` : null}<span class="button-label">Run</span></button>
      </div>
    </div>
    <p class="fault" id=${faultId} role="alert" hidden=${fault === null}><${Icon} name="warning" /><span>${fault?.message}</span></p>
  </form>`;
}

interface Fault {
  /** null where it is about the whole command. */
  readonly option: string | null;
  readonly message: string;
}

/** What is filled in, which options stand open, and the run itself. */
function useCommand({ place, initial, onChange, onDone }: CommandFormProps) {
  const [values, setValues] = useState(initial.values);
  const [open, setOpen] = useState<readonly string[]>(() =>
    initial.options.filter((one) => one.required || initial.values[one.name] !== undefined).map((one) => one.name),
  );
  const [fault, setFault] = useState<Fault | null>(null);
  const [running, setRunning] = useState(false);
  const { box, focusOn } = useOptionFocus(initial.options.find((one) => one.required && !initial.values[one.name])?.name ?? null);
  const draft: CommandDraft = { ...initial, values };

  const set = (option: string, value: string): void => {
    const next = { ...values, [option]: value };
    setValues(next);
    onChange({ ...draft, values: next });
    if (fault?.option === option) setFault(null);
  };
  const add = (option: string): void => {
    if (!open.includes(option)) setOpen([...open, option]);
    focusOn(option);
  };
  const remove = (option: string): void => {
    const { [option]: _gone, ...rest } = values;
    setOpen(open.filter((one) => one !== option));
    setValues(rest);
    onChange({ ...draft, values: rest });
    focusOn(null);
  };
  const run = async (): Promise<void> => {
    if (running) return;
    const wrong = faultOf(draft);
    setFault(wrong);
    if (wrong !== null) return add(wrong.option);
    setRunning(true);
    try {
      await runCommand(place, { command: draft.command, subcommand: draft.subcommand, options: filledValues(draft) });
      onDone();
    } catch (error) {
      setFault({ option: null, message: faultText(error) });
      setRunning(false);
    }
  };
  const shown = initial.options.filter((one) => open.includes(one.name));
  const others = initial.options.filter((one) => !open.includes(one.name));
  return { box, draft, shown, others, fault, running, set, add, remove, run };
}

/** Leads the focus to an option once it is drawn; to the first one for null, to the Run button where there is none. */
function useOptionFocus(first: string | null) {
  const box = useRef<HTMLFormElement>(null);
  // An object, so that asking for the same option twice is two requests.
  const [wanted, setWanted] = useState({ option: first });
  useLayoutEffect(() => {
    const named = wanted.option === null ? null : box.current?.querySelector(`[data-option="${CSS.escape(wanted.option)}"]`);
    const target = named ?? box.current?.querySelector('[data-option]') ?? box.current?.querySelector('.command-run');
    if (target instanceof HTMLElement) target.focus();
  }, [wanted]);
  return { box, focusOn: (option: string | null) => setWanted({ option }) };
}

function AddOption({ option, onAdd }: { readonly option: Option; readonly onAdd: () => void }): VNode {
  return html`<button type="button" class="add-option" title=${option.description} onClick=${onAdd}><${Icon} name="plus" />${option.name}</button>`;
}

// What Discord or Slack would refuse is refused here too, so that it is found before it stands in front of people.
// Where the two differ, the smaller one that no adapter can hide is taken.
import { ACTION_ID_BYTES } from '../../core/action.ts';
import { plainContent, plainText } from '../../core/content.ts';
import type { Block, Choice, Content, Form, FormField } from '../../core/content.ts';
import { PlatformError } from '../../core/errors.ts';
import { isIdOf } from './roster.ts';

export const LIMITS = {
  /** Characters in a person's message. Discord, Message resource: 2,000 without a subscription; Slack allows more. */
  memberText: 2_000,
  /** Characters of text in one message of the bot. Discord, Component Reference: all text displays of a message together. */
  botText: 4_000,
  /** Components in one message, nested ones counted. Discord, Component Reference. */
  components: 40,
  /** Discord, Component Reference: an action row holds five buttons; a message of the classic layout five rows. */
  buttons: 25,
  buttonsInRow: 5,
  /** Discord, Component Reference: Button, `label`. Slack, Block Kit button: 75 shown, which its adapter cuts. */
  buttonLabel: 80,
  /** Discord, Component Reference: String Select, `options`, `label` and `value` of an option, `placeholder`. */
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  placeholder: 150,
  /** Bytes of a button's, select's or form's id. Discord, Component Reference: `custom_id`. */
  actionBytes: ACTION_ID_BYTES,
  /** Discord, Component Reference: Unfurled Media Item's description; Slack holds 2,000. */
  imageAlt: 1_024,
  /** Files beside one message, characters of a name (every common file system's most), bytes of each. Discord, Reference: Uploading Files, the default of a server without boosts. */
  files: 10,
  /** Bytes of a file that a person gives to a form. The playground's own: it is kept as text beside the messages; Discord takes 10 MiB, Slack more. */
  givenFileBytes: 1024 * 1024,
  fileName: 255,
  fileBytes: 10 * 1024 * 1024,
  /** Discord, Receiving and Responding: Modal, `components` and `title`. Slack's title holds 24, which its adapter cuts. */
  formFields: 5,
  formTitle: 45,
  /** Discord, Component Reference: Text Input, `label`, `placeholder`, `max_length`. */
  fieldLabel: 45,
  fieldHint: 100,
  fieldText: 4_000,
  /** Characters. Discord, Channel resource: Start Thread from Message, `name`. */
  threadTitle: 100,
  /** Pinned messages of one channel. Discord's old limit, the smaller one; it now takes 250 in places, Slack 100. */
  pins: 50,
  /** Discord, Application Commands: choices of an autocomplete answer. */
  suggestions: 25,
  /** Discord, Receiving and Responding: the first answer, and how long the interaction's token is good. Slack: 3 s, and 30 minutes. */
  firstAnswerMs: 3_000,
  answersMs: 15 * 60_000,
  /** The playground's own: how many open forms it keeps for one person; a real client keeps one. */
  openForms: 20,
} as const;

const refuse = (what: string, found: number, most: number): never => {
  throw new PlatformError('invalid', `${what}: ${found}, at most ${most}`);
};
const atMost = (what: string, found: number, most: number): void => {
  if (found > most) refuse(what, found, most);
};
/** A text that must be there and be no longer than `most`. Details hold sizes, never the text. */
const sized = (what: string, text: string, most: number): void => {
  if (text.trim() === '') throw new PlatformError('invalid', `${what}: empty`);
  atMost(`${what}, characters`, text.length, most);
};
const unique = (what: string, names: readonly string[]): void => {
  if (new Set(names).size !== names.length) throw new PlatformError('invalid', `${what}: one of them stands twice`);
};

/** Components that a block becomes in the richest drawing of it (Discord's), those inside others counted. */
function componentsOf(block: Block): number {
  switch (block.kind) {
    case 'buttons':
      return block.buttons.length + Math.ceil(block.buttons.length / LIMITS.buttonsInRow);
    case 'select':
    case 'choose':
    case 'notice': // a container and its text
      return 2;
    default:
      return 1;
  }
}

const isAsset = (block: Block): boolean => block.kind === 'image' || block.kind === 'file';
const charactersOf = (block: Block): number => (isAsset(block) ? 0 : plainContent({ blocks: [block] }).length);
const sum = (blocks: readonly Block[], size: (block: Block) => number): number => blocks.reduce((total, block) => total + size(block), 0);

/** Drops `spare` blocks, the last one first, until the message is small enough. Throws PlatformError 'invalid' for what no dropping mends. */
export function fitContent(content: Content): Content {
  let blocks = content.blocks;
  while (sum(blocks, charactersOf) > LIMITS.botText || sum(blocks, componentsOf) > LIMITS.components) {
    const spare = blocks.findLastIndex((block) => block.spare === true);
    if (spare === -1) break;
    blocks = blocks.toSpliced(spare, 1);
  }
  atMost('text of a message, characters', sum(blocks, charactersOf), LIMITS.botText);
  atMost('components of a message', sum(blocks, componentsOf), LIMITS.components);
  if (blocks.length === 0) throw new PlatformError('invalid', 'a message without blocks');
  for (const block of blocks) checkBlock(block);
  const buttons = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const selects = blocks.flatMap((block) => (block.kind === 'select' || block.kind === 'choose' ? [block.action] : []));
  atMost('buttons of a message', buttons.length, LIMITS.buttons);
  atMost('files of a message', blocks.filter(isAsset).length, LIMITS.files);
  unique('action ids of a message', [...buttons.map((button) => button.action), ...selects]);
  return { blocks };
}

function checkBlock(block: Block): void {
  switch (block.kind) {
    case 'buttons':
      if (block.buttons.length === 0) throw new PlatformError('invalid', 'a row without buttons');
      for (const button of block.buttons) {
        sized('button label', button.label, LIMITS.buttonLabel);
        checkAction(button.action);
      }
      return;
    case 'select':
      sized('placeholder of a select', block.placeholder, LIMITS.placeholder);
      checkAction(block.action);
      checkOptions('select', block.options, block.selected);
      return checkMost('select', block, block.options.length);
    case 'choose':
      sized('placeholder of a choice', block.placeholder, LIMITS.placeholder);
      checkAction(block.action);
      if (block.selected.some((id) => !isIdOf(block.what, id)))
        throw new PlatformError('invalid', `choose: what is selected is not the id of a ${block.what}`);
      return checkMost('choose', block, LIMITS.selectOptions);
    case 'image':
      sized('alt text of an image', block.alt, LIMITS.imageAlt);
      return atMost('image, bytes', block.png.byteLength, LIMITS.fileBytes);
    case 'file':
      sized('name of a file', block.name, LIMITS.fileName);
      return atMost('file, bytes', block.bytes.byteLength, LIMITS.fileBytes);
    case 'divider':
      return;
    case 'heading':
    case 'text':
    case 'note':
    case 'notice':
      return sized(`${block.kind} block`, plainText(block.text), LIMITS.botText);
    case 'quote':
    case 'tags':
    case 'fields':
    case 'list':
    case 'bars':
      return sized(`${block.kind} block`, plainContent({ blocks: [block] }), LIMITS.botText);
    default:
      return block satisfies never;
  }
}

function checkAction(action: string): void {
  if (action === '') throw new PlatformError('invalid', 'action id: empty');
  atMost('action id, bytes', Buffer.byteLength(action), LIMITS.actionBytes);
}

function checkOptions(what: string, options: readonly Choice[], selected: readonly string[]): void {
  if (options.length === 0) throw new PlatformError('invalid', `${what}: no options`);
  atMost(`options of a ${what}`, options.length, LIMITS.selectOptions);
  unique(
    `options of a ${what}`,
    options.map((option) => option.value),
  );
  for (const option of options) {
    sized(`option label of a ${what}`, option.label, LIMITS.optionLabel);
    sized(`option value of a ${what}`, option.value, LIMITS.optionValue);
  }
  if (selected.some((value) => !options.some((option) => option.value === value)))
    throw new PlatformError('invalid', `${what}: what is selected is not among its options`);
}

/** How many may be picked. Discord, Component Reference: `min_values`, `max_values` and the number of `default_values`. */
function checkMost(
  what: string,
  { selected, most }: { readonly selected: readonly string[]; readonly most: number },
  choices: number,
): void {
  if (!Number.isInteger(most) || most < 1) throw new PlatformError('invalid', `most of a ${what}: below 1`);
  atMost(`most of a ${what}`, most, choices);
  atMost(`values selected in a ${what}`, selected.length, most);
  unique(`values selected in a ${what}`, selected);
}

/** Throws PlatformError 'invalid'. */
export function checkForm(form: Form): void {
  sized('form title', form.title, LIMITS.formTitle);
  sized('submit label of a form', form.submit, LIMITS.buttonLabel);
  checkAction(form.action);
  if (form.fields.length === 0) throw new PlatformError('invalid', 'a form without fields');
  atMost('fields of a form', form.fields.length, LIMITS.formFields);
  unique(
    'fields of a form',
    form.fields.map((field) => field.name),
  );
  for (const field of form.fields) checkField(field);
  for (const block of form.introduction.blocks) {
    if (block.kind === 'buttons' || block.kind === 'select' || block.kind === 'choose' || isAsset(block))
      throw new PlatformError('invalid', `introduction of a form: a ${block.kind} block cannot stand there`);
  }
}

function checkField(field: FormField): void {
  sized('name of a field', field.name, LIMITS.actionBytes);
  sized('label of a field', field.label, LIMITS.fieldLabel);
  if (field.hint !== null) sized('hint of a field', field.hint, LIMITS.fieldHint);
  if (field.kind === 'choice') return checkOptions('choice field', field.options, field.value === '' ? [] : [field.value]);
  if (field.kind === 'file') {
    if (field.value !== '') throw new PlatformError('invalid', 'file field: only a person can put a file there');
    return;
  }
  if (field.maxLength < 1) throw new PlatformError('invalid', 'maxLength of a field: below 1');
  atMost('maxLength of a field', field.maxLength, LIMITS.fieldText);
  atMost('value of a field, characters', field.value.length, field.maxLength);
}

export function checkThreadTitle(title: string): void {
  sized('thread title', title, LIMITS.threadTitle);
}

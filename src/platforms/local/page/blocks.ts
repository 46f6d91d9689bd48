// Draws what a message is made of.
import { classes, html } from './html.ts';
import type { VNode } from './html.ts';
import { api } from './api.ts';
import { Bars } from './bars.ts';
import { Buttons, Choose, Select } from './controls.ts';
import { Icon } from './icons.ts';
import { useApp } from './state.ts';
import { Words } from './text.ts';
import type { Block, Text } from './wire.ts';

interface BlocksProps {
  readonly blocks: readonly Block[];
  /** What the controls among the blocks are pressed on; null where there are none, as above a form. */
  readonly on: { readonly place: string; readonly message: string } | null;
  /** The heading level that fits where this stands. */
  readonly level: 3 | 4;
}

export function Blocks({ blocks, on, level }: BlocksProps): VNode {
  return html`<div class="blocks">${blocks.map((block, index) => html`<${OneBlock} key=${`${index} ${block.kind}`} block=${block} on=${on} level=${level} />`)}</div>`;
}

interface OneBlockProps {
  readonly block: Block;
  readonly on: BlocksProps['on'];
  readonly level: BlocksProps['level'];
}

function OneBlock({ block, on, level }: OneBlockProps): VNode | null {
  switch (block.kind) {
    case 'heading':
      return html`<${`h${level}`} class=${classes('block-heading', charactersOf(block.text) >= LONG_HEADING && 'block-heading--long')}><${Words} text=${block.text} /><//>`;
    case 'text':
      return html`<p class=${classes('block-text', isQuestion(block.text) && 'block-text--lead')}><${Words} text=${block.text} /></p>`;
    case 'quote':
      return html`<blockquote class="block-quote">${block.text}</blockquote>`;
    case 'note':
      return html`<p class="block-note"><${Words} text=${block.text} /></p>`;
    case 'notice':
      return html`<${Notice} tone=${block.tone} text=${block.text} />`;
    case 'tags':
      return html`<ul class="block-tags" aria-label="Tags">${block.tags.map((tag) => html`<li key=${tag}>${tag}</li>`)}</ul>`;
    case 'fields':
      return html`<dl class="block-fields">
        ${block.fields.map((field) => html`<div key=${field.label}><dt>${field.label}</dt><dd><${Words} text=${field.value} /></dd></div>`)}
      </dl>`;
    case 'list':
      return html`<ul class="block-list">${block.items.map((item) => html`<li><${Words} text=${item} /></li>`)}</ul>`;
    case 'bars':
      return html`<${Bars} bars=${block.bars} />`;
    case 'image':
      return html`<${Picture} file=${block.file} alt=${block.alt} />`;
    case 'file':
      return html`<${Download} file=${block.file} name=${block.name} mediaType=${block.mediaType} />`;
    case 'buttons':
      return on === null ? null : html`<${Buttons} buttons=${block.buttons} on=${on} />`;
    case 'select':
      return on === null ? null : html`<${Select} block=${block} on=${on} />`;
    case 'choose':
      return on === null ? null : html`<${Choose} block=${block} on=${on} />`;
    case 'divider':
      return html`<hr class="block-divider" />`;
    default:
      return block satisfies never;
  }
}

/** A heading that is a whole paragraph, such as a question with its story, is drawn quieter. */
const LONG_HEADING = 120;

const charactersOf = (text: Text): number =>
  typeof text === 'string' ? text.length : text.reduce((sum, span) => sum + (typeof span === 'string' ? span.length : 0), 0);

/** A shorter strong text is a label of what follows. */
const QUESTION_CHARACTERS = 40;

/** A long text that is strong from end to end is what the message is about. */
function isQuestion(text: Text): boolean {
  if (typeof text === 'string') return false;
  const strong = text.map((span) => (typeof span === 'object' && 'strong' in span ? span.strong : null));
  return !strong.includes(null) && strong.join('').length >= QUESTION_CHARACTERS;
}

function Notice({ tone, text }: { readonly tone: 'warning' | 'info'; readonly text: Text }): VNode {
  return html`<div class=${`block-notice block-notice--${tone}`} role="note">
    <${Icon} name=${tone} />
    <p><span class="block-notice-name">${tone === 'warning' ? 'Warning' : 'Note'}</span><${Words} text=${text} /></p>
  </div>`;
}

/** Files are read as the acting person: one that they may not see is not served. */
function useAddress(file: string): string {
  const as = useApp((state) => state.me?.handle ?? '');
  return api.fileAddress(as, file);
}

function Picture({ file, alt }: { readonly file: string; readonly alt: string }): VNode {
  return html`<img class="block-image" src=${useAddress(file)} alt=${alt} />`;
}

function Download({ file, name, mediaType }: { readonly file: string; readonly name: string; readonly mediaType: string }): VNode {
  return html`<a class="block-file" href=${useAddress(file)} download=${name}>
    <${Icon} name="download" />
    <span class="block-file-name">${name}</span>
    <span class="block-file-type">${kindOfFile(name, mediaType)}</span>
  </a>`;
}

/** `ZIP` says more to a person than `application/zip`. */
function kindOfFile(name: string, mediaType: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return ending === undefined ? mediaType : ending.toUpperCase();
}

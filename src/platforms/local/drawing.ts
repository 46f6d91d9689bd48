// Content as the playground keeps it: pictures and files become objects of their own, and the blocks name them.
import { plainContent } from '../../core/content.ts';
import type { Button, Choice, Content } from '../../core/content.ts';
import { asId } from '../../core/ids.ts';
import type { FileId, MessageId } from '../../core/ids.ts';
import { fitContent } from './limits.ts';
import type { Records, StoredBlock, StoredContent } from './records.ts';
import { GROUPS } from './roster.ts';
import type { Draft, World } from './world.ts';

export interface Drawn {
  readonly content: StoredContent;
  readonly text: string;
  readonly files: readonly { readonly id: FileId; readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }[];
}

/** Throws PlatformError 'invalid' above a limit. `fileName` gives each picture and file its id. */
export function drawContent(content: Content, fileName: (position: number) => string): Drawn {
  const fitted = fitContent(content);
  const files: Drawn['files'][number][] = [];
  const keep = (name: string, mediaType: string, bytes: Uint8Array): FileId => {
    const id = asId<FileId>(`local:file/${fileName(files.length)}`);
    files.push({ id, name, mediaType, bytes });
    return id;
  };
  const blocks = fitted.blocks.map((block): StoredBlock => {
    const spare = block.spare === true ? { spare: true as const } : {};
    if (block.kind === 'image') return { kind: 'image', file: keep('image.png', 'image/png', block.png), alt: block.alt, ...spare };
    if (block.kind === 'file')
      return { kind: 'file', file: keep(block.name, block.mediaType, block.bytes), name: block.name, mediaType: block.mediaType, ...spare };
    return block;
  });
  return { content: { blocks }, text: plainContent(fitted), files };
}

/** Draws a message's content and keeps its files in place of those that it had. */
export function drawInto(world: World, draft: Draft, message: MessageId, content: Content): Pick<Records['message'], 'content' | 'text'> {
  const drawn = drawContent(content, () => String(draft.number()));
  removeFiles(world, draft, message);
  for (const { id, name, mediaType, bytes } of drawn.files) {
    draft.put('file', {
      id,
      sequence: draft.number(),
      message,
      name,
      mediaType,
      base64: Buffer.from(bytes).toString('base64'),
      givenAtMs: null,
    });
  }
  return { content: drawn.content, text: drawn.text };
}

/** A message goes, and with it its files. */
export function removeMessage(world: World, draft: Draft, message: MessageId): void {
  draft.remove('message', message);
  removeFiles(world, draft, message);
}

function removeFiles(world: World, draft: Draft, message: MessageId): void {
  for (const block of world.get('message', message)?.content?.blocks ?? []) {
    if (block.kind === 'image' || block.kind === 'file') draft.remove('file', block.file);
  }
}

export interface Select {
  readonly action: string;
  readonly placeholder: string;
  /** Those of a block that chooses among what the server has are the platform's own list. */
  readonly options: readonly Choice[];
  readonly selected: readonly string[];
  readonly most: number;
  readonly least: 0 | 1;
}
export interface Controls {
  readonly buttons: readonly Button[];
  readonly selects: readonly Select[];
}

/** All that can be pressed or picked on a message, in its order. */
export function controlsOf(world: World, content: StoredContent | null): Controls {
  const blocks = content?.blocks ?? [];
  return {
    buttons: blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])),
    selects: blocks.flatMap((block) => selectOf(world, block)),
  };
}

function selectOf(world: World, block: StoredBlock): readonly Select[] {
  if (block.kind === 'select') {
    const { action, placeholder, options, selected, most, least } = block;
    return [{ action, placeholder, options, selected, most, least }];
  }
  if (block.kind !== 'choose') return [];
  const { action, placeholder, most } = block;
  const options = listOf(world, block.what);
  // What has gone since it was drawn is not selected any more. Slack lets a list of several be emptied, and a single one not.
  const selected = block.selected.filter((id) => options.some((option) => option.value === id));
  return [{ action, placeholder, options, selected, most, least: most === 1 ? 1 : 0 }];
}

function listOf(world: World, what: 'channel' | 'person' | 'group'): readonly Choice[] {
  switch (what) {
    case 'channel':
      return [...world.all('channel')].map(({ id, name }) => ({ label: `#${name}`, value: id }));
    case 'person':
      return world.people.map(({ id, name }) => ({ label: name, value: id }));
    case 'group':
      return GROUPS.map(({ id, name }) => ({ label: `@${name}`, value: id }));
    default:
      return what satisfies never;
  }
}

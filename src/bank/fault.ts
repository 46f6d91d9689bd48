// A fault in a data file, said so that its writer can mend it without reading our code.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, relative } from 'node:path';
import type * as Yaml from 'yaml';
import type { Document, LineCounter, Node, Pair } from 'yaml';

const require = createRequire(import.meta.url);

/** Loaded with the first file that has to be parsed: 22 ms that a start does not pay when all of them were parsed before. */
function yaml(): typeof Yaml {
  return require('yaml') as typeof Yaml; // what require gives is not typed
}

export type FieldPath = readonly PropertyKey[];

export interface Fault {
  /** As seen from the folder that the command was started in. */
  readonly file: string;
  /** Counted from 1; of the nearest thing that stands in the file, where the field itself is missing. */
  readonly line: number;
  /** `questions[2].example`; empty where the whole file is meant. */
  readonly field: string;
  /** What is wrong and how to mend it. */
  readonly problem: string;
}

/** Every fault that was found, not only the first: one per line of the message. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

export function faultLine({ file, line, field, problem }: Fault): string {
  return `${file}:${line}${field === '' ? '' : ` ${field}`}: ${problem}`;
}

export function fieldName(path: FieldPath): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
}

/** A file with its lines, to place faults in. Parsed anew: only a file with faults pays for it. */
export class FaultPlaces {
  readonly #file: string;
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  constructor(path: string, text: string = readFileSync(path, 'utf8')) {
    this.#file = shownPath(path);
    const { LineCounter, parseDocument } = yaml();
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  /** Faults of the YAML itself, unknown tags among them. */
  syntax(): Fault[] {
    return [...this.#document.errors, ...this.#document.warnings].map(({ code, message, pos }) => {
      const mend = SYNTAX_MENDS[code];
      return { file: this.#file, line: this.#lineOf(pos[0]), field: '', problem: mend === undefined ? message : `${message}; ${mend}` };
    });
  }

  /** The value as it would be read, `null` for an empty file. */
  value(): unknown {
    return this.#document.toJS();
  }

  at(path: FieldPath, problem: string): Fault {
    return { file: this.#file, line: this.lineAt(path), field: fieldName(path), problem };
  }

  lineAt(path: FieldPath): number {
    const { isMap, isNode, isPair, isScalar, isSeq } = yaml();
    let node: Node | null = this.#document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const part of path) {
      if (isMap(node)) {
        const pair: Pair | undefined = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
        if (!isPair(pair) || !isNode(pair.key)) break;
        offset = pair.key.range?.[0] ?? offset;
        node = isNode(pair.value) ? pair.value : null;
      } else if (isSeq(node) && typeof part === 'number') {
        const item: unknown = node.items[part];
        if (!isNode(item)) break;
        offset = item.range?.[0] ?? offset;
        node = item;
      } else break;
    }
    return this.#lineOf(offset);
  }

  #lineOf(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

/** A fault that only shows when files are compared; `path` is the file's own. */
export function faultAt(path: string, field: FieldPath, problem: string): Fault {
  return new FaultPlaces(path).at(field, problem);
}

export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return isAbsolute(fromHere) || fromHere.startsWith('..') ? path : fromHere;
}

// The messages of the parser say what it met; these say what a writer of prose most often meant.
const SYNTAX_MENDS: Partial<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'put a text that holds ": " in quotes, or write it under ">-"',
  MULTILINE_IMPLICIT_KEY: 'put a text that holds ": " in quotes, or write it under ">-"',
  BAD_INDENT: 'line the entries of one block up under each other',
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'keep one of the two',
  MISSING_CHAR: 'close what was opened above it, or put the whole text in quotes',
  BAD_SCALAR_START: 'put a text that begins with @, `, %, & or * in quotes',
  BAD_ALIAS: 'put a text that begins with * in quotes',
};

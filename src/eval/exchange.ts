// Requests written down and replies read from files, under names that both sides can work out from the id of an answer.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatBody, NO_QUIRKS, readCompletion, roughTokens } from '../feedback/transport.ts';
import type { ModelAnswer, ModelCall, ModelTransport } from '../feedback/transport.ts';

export interface Exchange {
  /** Requests and replies of one answer. */
  transportFor(id: string): ModelTransport;
  /** Names of replies that were looked for and not there, in the order in which they were missed. */
  readonly missing: readonly string[];
}

/** Why a call was not made; they come back as the `detail` of a failed reply. */
export const MISSING_REPLY = 'missing-reply';
export const ONLY_WRITTEN_DOWN = 'only-written-down';

export interface ExchangeOptions {
  readonly dumpTo: string | null;
  readonly repliesFrom: string | null;
  /** Not called where replies come from files. null: there is no model, requests are only written down. */
  readonly live: ModelTransport | null;
}

export function createExchange({ dumpTo, repliesFrom, live }: ExchangeOptions): Exchange {
  if (dumpTo !== null) mkdirSync(dumpTo, { recursive: true });
  const missing: string[] = [];
  return {
    missing,
    transportFor: (id) => async (call, signal) => {
      const name = fileName(id, call);
      if (dumpTo !== null) await writeFile(join(dumpTo, name), `${JSON.stringify(chatBody(call, NO_QUIRKS), null, 2)}\n`);
      if (repliesFrom !== null) return (await replayed(join(repliesFrom, name), call)) ?? miss(missing, name);
      return live === null ? { kind: 'unavailable', detail: ONLY_WRITTEN_DOWN, retryAfterMs: null } : await live(call, signal);
    },
  };
}

function miss(missing: string[], name: string): ModelAnswer {
  missing.push(name);
  return { kind: 'unavailable', detail: MISSING_REPLY, retryAfterMs: null };
}

export function fileName(id: string, { pass, attempt }: Pick<ModelCall, 'pass' | 'attempt'>): string {
  return `${safeName(id)}.${pass}.${attempt}.json`;
}

const LONGEST_NAME = 120;

/** The id itself where it can be a file name anywhere; else what is left of it, with a hash that keeps two ids apart. */
export function safeName(id: string): string {
  const safe = id
    .replaceAll(/[^A-Za-z0-9._-]/gu, '_')
    .replace(/^\./u, '_')
    .slice(0, LONGEST_NAME);
  return safe === id ? id : `${safe}-${createHash('sha256').update(id).digest('hex').slice(0, 10)}`;
}

/** A whole chat completion, or nothing but the text of its message. null: there is no such file. */
async function replayed(path: string, call: ModelCall): Promise<ModelAnswer | null> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const json = parsed(content);
  const completion = readCompletion(json, call);
  if (completion !== null) return completion;
  const text = typeof json === 'string' ? json : content;
  return {
    kind: 'text',
    text,
    inputTokens: roughTokens(...call.messages.map((message) => message.content)),
    outputTokens: roughTokens(text),
  };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null; // a reply that is no JSON is for the grader to refuse
  }
}

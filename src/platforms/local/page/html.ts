// Markup without a build step. A value in a template becomes a text node or an attribute, never markup.
import { Fragment, h } from 'preact';
import type { VNode } from 'preact';
import htm from 'htm';

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
export const html = htm.bind(h) as Template; // htm allows several roots; each of our templates has exactly one
export { Fragment };
export type { VNode };

/** The classes that apply, joined. */
export function classes(...names: readonly (string | false | null)[]): string {
  return names.filter((name) => typeof name === 'string').join(' ');
}

/** What stands in the field that an event came from. */
export function fieldValue(event: Event): string {
  const field = event.currentTarget;
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement ? field.value : '';
}

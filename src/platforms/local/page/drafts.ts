// What was typed and not sent yet, kept in memory only: it may be about a real customer, and is nobody's business after the tab closes.
import type { Form } from './wire.ts';

const composed = new Map<string, string>();

/** The composer's text of one person in one place. */
export const composedText = (as: string, place: string): string => composed.get(`${as} ${place}`) ?? '';
export function keepComposed(as: string, place: string, text: string): void {
  if (text === '') composed.delete(`${as} ${place}`);
  else composed.set(`${as} ${place}`, text);
}

/** What stands in one field: words, the value of a choice, the id of a file that was given before, or a file still to be sent. */
export type FieldValue = string | File;
export type FieldValues = Readonly<Record<string, FieldValue>>;
const typed = new Map<string, FieldValues>();

/** A form gets a new id each time it opens. It is the same one to a person when it asks the same thing. */
function formKey(as: string, form: Form): string {
  return JSON.stringify([as, form.title, form.introduction, form.fields.map((field) => field.name)]);
}

export const initialValues = (form: Form): FieldValues => Object.fromEntries(form.fields.map((field) => [field.name, field.value]));

/** What was typed into this form before it was closed; null when nothing was. */
export function typedBefore(as: string, form: Form): FieldValues | null {
  return typed.get(formKey(as, form)) ?? null;
}
export function keepTyped(as: string, form: Form, values: FieldValues): void {
  const untouched = form.fields.every((field) => (values[field.name] ?? '') === field.value);
  if (untouched) typed.delete(formKey(as, form));
  else typed.set(formKey(as, form), values);
}
export function forgetTyped(as: string, form: Form): void {
  typed.delete(formKey(as, form));
}

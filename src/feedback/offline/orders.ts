// Questions that put an unlawful shortcut into somebody's mouth ("your team leader says: ring them after seven"), and answers that
// take it up. No list of conduct is needed for that: the question itself says what it is about.
import type { JudgedSentence } from './evidence.ts';
import { plainOf } from './text.ts';
import { ideasOf, weightOf } from './vocabulary.ts';

const GIVES_AN_ORDER =
  /\b(?:team lead\w*|leader|manager|supervisor|boss|director|head|colleague|client|trainer|owner|lead|he|she|they)\b[^.?!]{0,60}?\b(?:says?|tells? you|told you|asks? you|asked you|wants? you|wanted you|suggests?|orders?|instructs?|expects? you|pushes|would like you)\b/u;

/** What the question has somebody ask for, as plain text; null: nobody asks for anything. */
export function orderIn(question: string): string | null {
  const lower = question.toLowerCase();
  const lead = GIVES_AN_ORDER.exec(lower);
  if (lead === null) return null;
  const rest = question.slice(lead.index + lead[0].length);
  const quoted = /^[^.?!]{0,20}["“']([^"”]+)["”']/u.exec(rest);
  const said = quoted?.[1] ?? rest.split(/[.?!]/u)[0] ?? '';
  // A customer who "says" something gives no order to break a rule.
  return /\b(?:customer|debtor|caller|borrower|consumer)\b/u.test(lead[0]) || said.trim().split(/\s+/u).length < 3 ? null : plainOf(said);
}

const REFUSES =
  /\b(?:(?:i|we) (?:\S+ )?(?:not|never|refuse\w*|decline\w*|say no|said no|object\w*|can not|push back|stop (?:him|her|them|it))|(?:say|tell|told|said) (?:\S+ ){0,3}?no\b|^no\b|unlawful|illegal|against the (?:law|rule|code|policy)|not allowed|closed to|off limits|report(?:ed)? (?:it|him|her|them|this)|compliance)\b/u;
const SPEAKS_TO_THE_LEADER =
  /\b(?:i|we) (?:\S+ ){0,2}?(?:tell|told|ask|asked|show|showed|explain\w*|remind\w*|answer\w*|reply|replied) (?:him|her|them|my|the)\b/u;
const AGREES =
  /^(?:sure|yes|yeah|ok|okay|fine|of course|no problem|absolutely|why not|gladly|i would do (?:it|so|that|as)|i do (?:it|as)|i follow|probably)\b/u;
const OWN = /\b(?:i|we|you)\b/u;

/** The sentence that does what the order says; null where any sentence refuses. */
export function takesUp(order: string, sentences: readonly JudgedSentence[]): JudgedSentence | null {
  if (sentences.some(({ plain }) => REFUSES.test(plain))) return null;
  const wanted = ideasOf(order);
  return (
    sentences.find(({ plain }) => {
      if (SPEAKS_TO_THE_LEADER.test(plain) || /\b(?:not|never|instead|rather|nobody)\b/u.test(plain)) return false;
      if (AGREES.test(plain)) return true;
      const shared = [...ideasOf(plain)].filter((idea) => wanted.has(idea) && weightOf(idea) >= 0.9);
      return OWN.test(plain) && shared.length >= 2;
    }) ?? null
  );
}

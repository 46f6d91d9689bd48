// Situation, task, action, result: present, thin or missing.
import type { Draft } from '../draft.ts';
import type { Evidence } from './evidence.ts';

type State = Draft['star']['situation'];

const TASK =
  /\b(?:my (?:job|task|role|target|goal|aim|brief|part)|i (?:had|needed|was asked|was told|was responsible|wanted|set out) to|responsible for|the (?:goal|aim|target|task) was|we needed|i was (?:handling|in charge|covering)|needed (?:the|it|him|her|them)|it was (?:on|up to) me|on my (?:queue|list|desk|ledger))\b/u;

export function starOf({ signals, substance }: Evidence): Draft['star'] {
  const state = (full: boolean, some: boolean): State => (full ? 'present' : some ? 'thin' : 'missing');
  return {
    situation: state(signals.case >= 1 && signals.figures + signals.picture + signals.said > 0, signals.case > 0),
    task: state(
      substance.some(({ plain }) => TASK.test(plain)),
      signals.case >= 1 && signals.obstacle > 0,
    ),
    action: state(signals.ownActions >= 3, signals.ownActions > 0 || signals.craft > 1),
    result: state(signals.outcomeFigured > 0, signals.outcome > 0),
  };
}

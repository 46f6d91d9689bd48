import { describe, expect, it } from 'vitest';
import type { Jurisdiction, Setting } from '../../../src/bank/schema.ts';
import { findFlags } from '../../../src/feedback/offline/flags.ts';
import { flagLines, patterns, questionOf, rules } from './world.ts';

const AROUND = ['I look at the account first and read the notes.', 'In the end the customer paid and I logged the call.'] as const;
const PLACES: Readonly<Record<string, Jurisdiction>> = { RF36: 'UK', RF40: 'SG' };

function own(answer: string, setting: Setting = 'third_party', jurisdiction: Jurisdiction = 'US'): ReturnType<typeof findFlags> {
  return findFlags({ answer, question: questionOf('B1', { setting, jurisdiction }), rules, patterns }).filter(
    ({ stance }) => stance === 'own',
  );
}
const classOf = (id: string): (typeof rules.flagClasses)[number] => {
  const found = rules.flagClasses.find((flagClass) => flagClass.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const conduct = flagLines.flatMap(({ class: id, say }) => (id === null ? [] : [{ id, say, place: PLACES[id] ?? 'US' }]));
const harmless = flagLines.filter(({ class: id }) => id === null).map(({ say }) => say);

describe('conduct that no answer may stand up for', () => {
  it('has patterns for every class', () => {
    for (const { id } of rules.flagClasses) expect(patterns.of(id)).not.toBeNull();
  });

  it('raises nine of ten grave lines, and as many of all, in ordinary answers', () => {
    const raised = conduct.filter(({ id, say, place }) =>
      own(`${AROUND[0]} ${say} ${AROUND[1]}`, 'third_party', place).some(({ severity }) => severity === classOf(id).severity),
    );
    expect(raised.length / conduct.length).toBeGreaterThanOrEqual(0.9);
    const grave = conduct.filter(({ id }) => classOf(id).severity === 'A');
    expect(raised.filter(({ id }) => classOf(id).severity === 'A').length / grave.length).toBeGreaterThanOrEqual(0.9);
  });

  it('names a rule that fits the place and the setting', () => {
    for (const { say, id } of conduct) {
      for (const jurisdiction of ['any', 'UK', 'JP', 'MX'] as const) {
        for (const flag of own(say, 'first_party', jurisdiction))
          for (const rule of flag.rule_ids) expect(rules.fits(rule, jurisdiction, 'first_party'), `${id} ${rule}`).toBe(true);
      }
    }
  });

  it('stays silent when the same words are refused, told of others, or condemned', () => {
    const twins = (say: string): string[] => [
      `I have seen people say "${say}" I would not, because it is not right.`,
      `My old boss told me to work like this: "${say}" I refused.`,
      `A colleague once said "${say}" I told him that we can not do that and raised it with my manager.`,
      `${AROUND[0]} Some collectors would say: "${say}" That is illegal and I would never do it.`,
    ];
    const alarms = conduct.flatMap(({ say, place }) => twins(say).filter((twin) => own(twin, 'third_party', place).length > 0));
    expect(alarms.length / (conduct.length * 4)).toBeLessThanOrEqual(0.03);
  });

  it.each(harmless)('finds nothing in: %s', (say) => {
    for (const setting of ['third_party', 'first_party', 'b2b'] as const)
      for (const place of ['US', 'UK', 'any'] as const) expect(own(say, setting, place)).toEqual([]);
  });

  it('does not judge trade debt by consumer rules', () => {
    expect(own('I rang his manager and explained how far behind the invoices were.', 'b2b', 'any')).toEqual([]);
    expect(own('I tell them the police will come if they do not pay.', 'b2b', 'any')).not.toEqual([]);
  });
});

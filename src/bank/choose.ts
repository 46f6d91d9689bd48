// Which question comes next in a channel: none twice before all were asked, and a mixed diet on the way.
import type { Question } from './schema.ts';

export interface Use {
  readonly question: string;
  readonly lastUsedAtMs: number;
}

type Choosable = Pick<Question, 'id' | 'type' | 'topic'>;

const REMEMBERED = 7;
// How far a large topic comes first even when nothing of the last seven speaks against a small one. Simulated on 386
// questions of uneven topics: with 2, every seven in a row held six topics or more to the very end; with 0, the last held two.
const READINESS = 2;

/**
 * Of those never used, the one whose topic and type were seen least lately, measured against how many of them are left, so
 * that a large topic is not what remains at the end. Once all were used: the one that rested longest. The same arguments
 * give the same question; `seed` decides between equals.
 * @throws RangeError when there is nothing to choose from
 */
export function chooseNext<Q extends Choosable>(questions: readonly Q[], used: readonly Use[], seed: string): Q {
  const lastUsedAtMs = new Map<string, number>();
  for (const { question, lastUsedAtMs: at } of used) lastUsedAtMs.set(question, Math.max(at, lastUsedAtMs.get(question) ?? -Infinity));
  const fresh = questions.filter(({ id }) => !lastUsedAtMs.has(id));
  const cost = fresh.length > 0 ? sameness(fresh, lastSeen(questions, lastUsedAtMs)) : ({ id }: Q) => lastUsedAtMs.get(id) ?? 0;
  let best: { question: Q; cost: number; lot: number } | null = null;
  for (const question of fresh.length > 0 ? fresh : questions) {
    const next = { question, cost: cost(question), lot: lot(seed, question.id) };
    if (best === null || next.cost < best.cost || (next.cost === best.cost && next.lot < best.lot)) best = next;
  }
  if (best === null) throw new RangeError('There is no question to choose from');
  return best.question;
}

/** The last seven, latest first. */
function lastSeen<Q extends Choosable>(questions: readonly Q[], lastUsedAtMs: ReadonlyMap<string, number>): Q[] {
  return questions
    .filter(({ id }) => lastUsedAtMs.has(id))
    .sort((a, b) => (lastUsedAtMs.get(b.id) ?? 0) - (lastUsedAtMs.get(a.id) ?? 0))
    .slice(0, REMEMBERED);
}

/** How much of the same a question would be: the later its topic or type was seen, the heavier; the more of it is left, the lighter. */
function sameness(fresh: readonly Choosable[], last: readonly Choosable[]): (question: Choosable) => number {
  const left = tally(fresh, () => 1);
  const seen = tally(last, (ago) => REMEMBERED - ago);
  return ({ topic, type }) => [topic, type].reduce((sum, kind) => sum + ((seen.get(kind) ?? 0) + READINESS) / (left.get(kind) ?? 1), 0);
}

// Topics and types have no name in common, so one map holds both.
function tally(questions: readonly Choosable[], weight: (index: number) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  questions.forEach(({ topic, type }, index) => {
    for (const kind of [topic, type]) sums.set(kind, (sums.get(kind) ?? 0) + weight(index));
  });
  return sums;
}

/** A number that belongs to this seed and this id: FNV-1a over both, then mixed so that seeds that differ in one letter draw apart. */
function lot(seed: string, id: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${id}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

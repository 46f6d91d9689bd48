// Which grader answers: the model where one is configured, the built-in checker where none is, or when the day's tokens are spent.
import type { Clock } from '../core/clock.ts';
import type { Grader, GradingQuestion } from './result.ts';

const DAY_MS = 86_400_000;

/** Tokens of one UTC day, counted in this process. A restart forgives what was spent: the ceiling guards against a runaway, it is no invoice. */
export class DailyTokens {
  readonly #clock: Clock;
  /** 0: no ceiling. */
  readonly #ceiling: number;
  #day = -1;
  #spent = 0;

  constructor(clock: Clock, ceiling: number) {
    this.#clock = clock;
    this.#ceiling = ceiling;
  }

  get spent(): number {
    this.#turn();
    return this.#spent;
  }

  allowed(): boolean {
    this.#turn();
    return this.#ceiling === 0 || this.#spent < this.#ceiling;
  }

  take(tokens: number): void {
    this.#turn();
    this.#spent += tokens;
  }

  #turn(): void {
    const day = Math.floor(this.#clock.now() / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.#spent = 0;
  }
}

/** Today's ceiling reached: the built-in checker answers, and says so, since every result carries its grader's name. */
export function chooseGrader(model: Grader | null, offline: Grader, tokens: DailyTokens): () => Grader {
  return () => (model !== null && tokens.allowed() ? model : offline);
}

const ANY_QUESTION: GradingQuestion = {
  id: 'warm-up',
  title: 'Warm-up',
  text: 'Tell me about a customer who kept breaking promises to pay.',
  type: 'behavioural',
  level: 'mid',
  setting: 'third_party',
  jurisdiction: 'US',
  referencePoints: [],
  skills: [],
  levelAnchor: null,
  probe: null,
  notToCopy: [],
};

/** The built-in checker compiles its patterns at the first answer; this takes that time out of the first member's wait. */
export async function warmUp(offline: Grader): Promise<void> {
  await offline.grade(
    { question: ANY_QUESTION, answer: 'He had broken three promises. I asked what had changed and we agreed a date.', recentFixes: [] },
    new AbortController().signal,
  );
}

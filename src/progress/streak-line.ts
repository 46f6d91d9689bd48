// A streak in words: how long, whether today counts, what is left of the freezes, and what kept it lately.
import type { Text } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { FREEZES_A_MONTH } from '../members/streak.ts';
import type { Streak } from '../members/streak.ts';

const LANGUAGE = 'en-GB';
const weekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long', timeZone: 'UTC' });
const list = new Intl.ListFormat(LANGUAGE);

export function drawStreak(streak: Streak, say: Say): Text {
  const sentences = [
    say(streak.today ? 'progress.today' : 'progress.notToday'),
    ...(streak.days === 0 ? [] : [say('progress.freezes', { left: streak.freezesLeft, most: FREEZES_A_MONTH })]),
    say('progress.longest', { days: streak.longest }),
    ...drawSaved(streak, say),
  ];
  return [{ strong: say('progress.streak', { days: streak.days }) }, ...sentences.map((sentence) => ` ${sentence}`)];
}

/** All of it lies in the last week: a day's name is enough. */
function drawSaved({ saved }: Streak, say: Say): readonly string[] {
  const days = (by: Streak['saved'][number]['by']): string[] =>
    saved.filter((day) => day.by === by).map(({ date }) => weekday.format(new Date(date)));
  const frozen = days('freeze');
  const away = days('outage');
  return [
    ...(frozen.length === 0 ? [] : [say('progress.frozen', { days: list.format(frozen), count: frozen.length })]),
    ...(away.length === 0 ? [] : [say('progress.away', { days: list.format(away) })]),
  ];
}

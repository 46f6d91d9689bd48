// The names of roles, levels, types and places in the reader's language.
import type { Jurisdiction, Level, Question, QuestionType, Setting } from './schema.ts';
import type { Say } from '../core/locale.ts';

export const nameRole = (role: Question['roleFamilies'][number], say: Say): string => say(`role.${role}`);
export const nameLevel = (level: Level, say: Say): string => say(`level.${level}`);
export const nameType = (type: QuestionType, say: Say): string => say(`type.${type}`);
export const nameTopic = (topic: Question['topic'], say: Say): string => say(`topic.${topic}`);
export const nameSetting = (setting: Setting, say: Say): string => say(`setting.${setting}`);
export const namePlace = (place: Jurisdiction, say: Say): string => say(`place.${place}`);

interface Wanted {
  readonly role: Question['roleFamilies'][number] | null;
  readonly level: Level | null;
}

/** What stands above a question: who it is for (what was asked for, where it serves several), what kind it is, whose rules apply. */
export function tagsOf(question: Question, say: Say, wanted: Wanted = { role: null, level: null }): readonly string[] {
  const family = question.roleFamilies.find((role) => role === wanted.role) ?? question.roleFamilies[0];
  const level = question.levels.find((one) => one === wanted.level) ?? question.levels[0];
  return [
    ...(family === undefined ? [] : [nameRole(family, say)]),
    ...(level === undefined ? [] : [nameLevel(level, say)]),
    nameType(question.type, say),
    namePlace(question.jurisdiction, say),
  ];
}

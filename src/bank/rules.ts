// The rules that answers must not break: cited facts by place, eight principles that hold in every place, and the classes of
// red flags that rest on them. A training aid, not legal advice.
import { join } from 'node:path';
import { JURISDICTIONS, RULE_ID } from './schema.ts';
import type { Jurisdiction, Setting } from './schema.ts';
import { DataError, faultAt, readYaml } from './yaml.ts';
import type { Fault } from './yaml.ts';
import { flagFileSchema, placeSchema } from './rules-schema.ts';
import type { FlagClass, HelpLine, PlaceFile, RuleRecord } from './rules-schema.ts';

export type { FlagClass, HelpLine } from './rules-schema.ts';

export interface Rule extends RuleRecord {
  readonly place: Jurisdiction;
}

export interface Rules {
  readonly byId: ReadonlyMap<string, Rule>;
  readonly places: ReadonlyMap<Jurisdiction, PlaceFile>;
  readonly flagClasses: readonly FlagClass[];
  /** The eight principles first, then what binds in that place and setting. Unverified ones are among them: they may raise a note, never a cap. */
  rulesFor(place: Jurisdiction, setting: Setting): readonly Rule[];
  /** Whether an id may be named on an answer in that place and setting: it exists, binds there, or is a principle. */
  fits(ruleId: string, place: Jurisdiction, setting: Setting): boolean;
  appliesIn(flagClass: FlagClass, place: Jurisdiction, setting: Setting): boolean;
  /** Rule ids, at most three, the closest first: the local ones that were checked, else the principle. Empty where the class does not apply. */
  citeFor(flagClass: FlagClass, place: Jurisdiction, setting: Setting): readonly string[];
  /** For a writer in crisis: the lines of that place, then those that serve anywhere. */
  helpFor(place: Jurisdiction): readonly HelpLine[];
}

const CITED_AT_MOST = 3;

/**
 * Reads `<data>/jurisdictions`: one file for each place, named by it in lower case, and flags.yaml.
 * @throws DataError with every fault of all files
 */
export function loadRules(dataFolder: string): Rules {
  const folder = join(dataFolder, 'jurisdictions');
  const faults: Fault[] = [];
  const collect = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      faults.push(...error.faults);
      return null;
    }
  };
  const files = JURISDICTIONS.flatMap((place) => {
    const path = join(folder, `${place.toLowerCase()}.yaml`);
    const file = collect(() => readYaml(path, placeSchema));
    return file === null ? [] : [{ path, place, file }];
  });
  const flagsPath = join(folder, 'flags.yaml');
  const flags = collect(() => readYaml(flagsPath, flagFileSchema));
  for (const { path, place, file } of files) faults.push(...placeFaults(path, place, file));
  const rules = toRules(
    files.map(({ file }) => file),
    flags?.classes ?? [],
  );
  // Flags point at rules of all files: not worth judging while a file of rules could not be read.
  if (flags !== null && files.length === JURISDICTIONS.length) faults.push(...flagFaults(flagsPath, flags.classes, rules));
  if (faults.length > 0) throw new DataError(faults);
  return rules;
}

function toRules(files: readonly PlaceFile[], flagClasses: readonly FlagClass[]): Rules {
  const places = new Map(files.map((file) => [file.place, file]));
  const byId = new Map(files.flatMap((file) => file.rules.map((rule): [string, Rule] => [rule.id, { ...rule, place: file.place }])));
  /** The place itself, then the larger ones that it lies in. */
  const around = (place: Jurisdiction): Jurisdiction[] => {
    const within = places.get(place)?.within;
    return within === undefined ? [place] : [place, ...around(within)];
  };
  const principles = [...byId.values()].filter((rule) => rule.place === 'any');
  const rulesFor = (place: Jurisdiction, setting: Setting): readonly Rule[] => {
    const here = around(place);
    const local = place === 'any' ? [] : [...byId.values()].filter((rule) => here.includes(rule.place) && rule.settings.includes(setting));
    return [...principles, ...local];
  };
  const appliesIn = (flagClass: FlagClass, place: Jurisdiction, setting: Setting): boolean =>
    flagClass.settings.includes(setting) && (flagClass.places === null || flagClass.places.includes(place));
  return {
    byId,
    places,
    flagClasses,
    rulesFor,
    fits: (ruleId, place, setting) => rulesFor(place, setting).some(({ id }) => id === ruleId),
    appliesIn,
    citeFor: (flagClass, place, setting) => {
      if (!appliesIn(flagClass, place, setting)) return [];
      const local = around(place)
        .flatMap((here) => flagClass.rules[here] ?? [])
        .filter((id) => {
          const rule = byId.get(id);
          return rule !== undefined && rule.status !== 'unverified' && rule.settings.includes(setting);
        });
      return local.length === 0 ? [flagClass.principle] : local.slice(0, CITED_AT_MOST);
    },
    helpFor: (place) =>
      (place === 'any' ? [] : around(place)).flatMap((here) => places.get(here)?.help ?? []).concat(places.get('any')?.help ?? []),
  };
}

/** The place that an id belongs to by its letters: `US-07` → US, `ANY-01` → any. */
function placeOf(ruleId: string): string | undefined {
  const letters = RULE_ID.exec(ruleId)?.[1];
  return letters === 'ANY' ? 'any' : letters;
}

function placeFaults(path: string, place: Jurisdiction, file: PlaceFile): Fault[] {
  const faults: Fault[] = [];
  if (file.place !== place) faults.push(faultAt(path, ['place'], `is ${file.place}; the name of the file says ${place}`));
  file.rules.forEach(({ id, status, sources }, index) => {
    if (placeOf(id) !== file.place) faults.push(faultAt(path, ['rules', index, 'id'], `${id} does not belong to ${file.place}`));
    if (place !== 'any' && status !== 'unverified' && sources.length === 0) {
      faults.push(faultAt(path, ['rules', index, 'sources'], 'is empty; name where it was read, or set the status to unverified'));
    }
  });
  return faults;
}

function flagFaults(path: string, classes: readonly FlagClass[], rules: Rules): Fault[] {
  return classes.flatMap((flagClass, at) => {
    const faults: Fault[] = [];
    if (!rules.byId.has(flagClass.principle))
      faults.push(faultAt(path, ['classes', at, 'principle'], `${flagClass.principle} is no rule; see any.yaml`));
    for (const [place, ids] of Object.entries(flagClass.rules)) {
      ids.forEach((id, index) => {
        const fault = (problem: string): void => void faults.push(faultAt(path, ['classes', at, 'rules', place, index], problem));
        const rule = rules.byId.get(id);
        if (rule === undefined) fault(`${id} is no rule; see ${place.toLowerCase()}.yaml`);
        else if (rule.place !== place) fault(`${id} is a rule of ${rule.place}, not of ${place}`);
        else if (!rule.settings.some((setting) => flagClass.settings.includes(setting)))
          fault(`${id} binds in no setting of ${flagClass.id}; remove it`);
      });
    }
    return faults;
  });
}

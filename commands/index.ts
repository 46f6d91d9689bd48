// Every command by name. A new one is a file beside this one, a line here, and its words.
import type { App } from '../src/app.ts';
import type { Command } from '../src/core/command.ts';
import { answer } from './answer.ts';
import { coach } from './coach.ts';
import { daily } from './daily.ts';
import { help } from './help.ts';
import { hint } from './hint.ts';
import { practice } from './practice.ts';
import { privacy } from './privacy.ts';
import { profile } from './profile.ts';
import { progress } from './progress.ts';
import { questions } from './questions.ts';
import { rapport } from './rapport.ts';
import { remind } from './remind.ts';
import { settings } from './settings.ts';
import { suggest } from './suggest.ts';

export const commands: readonly Command<App>[] = [
  practice,
  answer,
  hint,
  progress,
  profile,
  settings,
  remind,
  privacy,
  suggest,
  coach,
  questions,
  daily,
  rapport,
  help,
];

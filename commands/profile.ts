import type { App } from '../src/app.ts';
import { openProfile } from '../src/members/profile-form.ts';
import type { Command } from '../src/core/command.ts';

export const profile: Command<App> = {
  name: 'profile',
  description: 'command.profile',
  answers: 'form',
  who: 'member',
  options: [],
  subcommands: [],
  run: (request, _typed, app) => openProfile(app.members, request),
};

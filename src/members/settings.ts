// /settings: three switches, each with what it does beside it.
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import { onAction } from '../core/request.ts';
import type { Handler } from '../core/request.ts';
import type { Member, Members } from './members.ts';
import { preferencesSchema } from './profile.ts';
import type { Preferences } from './profile.ts';

export const switchAction = defineAction('sw', 'update', ['name', 'to']);

const SWITCHES = ['lowAnxiety', 'threadReading', 'readyNotice'] as const satisfies readonly (keyof Preferences)[];

export function drawSettings(member: Member, say: Say): Content {
  return content(
    { kind: 'heading', text: say('settings.heading') },
    {
      kind: 'fields',
      fields: SWITCHES.map((name) => ({
        label: say(`settings.${name}`),
        value: [{ strong: say(member.preferences[name] ? 'settings.on' : 'settings.off') }, ' ', say(`settings.${name}Note`)],
      })),
    },
    {
      kind: 'buttons',
      buttons: SWITCHES.map((name) => {
        const to = !member.preferences[name];
        return {
          label: say(to ? 'settings.turnOn' : 'settings.turnOff', { name: say(`settings.${name}`) }),
          action: switchAction.id({ name, to: to ? 'on' : 'off' }),
          style: 'normal',
        } as const;
      }),
    },
    { kind: 'note', text: say('settings.profile') },
  );
}

export function settingsHandlers(members: Members): readonly Handler[] {
  return [
    onAction(switchAction, async (request, { name, to }) => {
      const change = preferencesSchema.partial().safeParse({ [name]: to === 'on' });
      if (!change.success) throw new UserError('error.expiredButton');
      await request.update(
        drawSettings(await members.save(request.tenant, request.actor.user, { preferences: { [name]: to === 'on' } }), request.say),
      );
    }),
  ];
}

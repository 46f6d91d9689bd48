// /settings: three switches, each with what it does beside it, and the reminder.
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Content, FieldErrors, Values } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { Member, Members } from './members.ts';
import { preferencesSchema } from './profile.ts';
import type { Preferences } from './profile.ts';
import {
  describeReminder,
  openReminder,
  openReminderAction,
  reminderFaults,
  saveReminder,
  saveReminderAction,
  saveReminderInPanelAction,
  stopReminder,
} from './reminder.ts';

export const switchAction = defineAction('sw', 'update', ['name', 'to']);
const stopReminderInPanelAction = defineAction('rx', 'update');

const SWITCHES = ['lowAnxiety', 'threadReading', 'readyNotice'] as const satisfies readonly (keyof Preferences)[];

/** @param zone the member's, IANA */
export function drawSettings(member: Member, zone: string, say: Say): Content {
  const { reminder } = member.preferences;
  return content(
    { kind: 'heading', text: say('settings.heading') },
    {
      kind: 'fields',
      fields: [
        ...SWITCHES.map((name) => ({
          label: say(`settings.${name}`),
          value: [{ strong: say(member.preferences[name] ? 'settings.on' : 'settings.off') }, ' ', say(`settings.${name}Note`)],
        })),
        { label: say('settings.reminder'), value: describeReminder(reminder, zone, say) },
      ],
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
    {
      kind: 'buttons',
      buttons: [
        {
          label: say(reminder.at === null ? 'button.setReminder' : 'button.changeReminder'),
          action: openReminderAction.id({}),
          style: 'normal',
        },
        ...(reminder.at === null
          ? []
          : [{ label: say('button.stopReminders'), action: stopReminderInPanelAction.id({}), style: 'normal' } as const]),
      ],
    },
    { kind: 'note', text: say('settings.profile') },
  );
}

export function settingsHandlers(members: Members): readonly Handler[] {
  const draw = (member: Member, request: Request): Content => drawSettings(member, members.zoneOf(member, request.actor), request.say);
  const validate = async (request: Pick<Request, 'say'>, _params: object, fields: Values): Promise<FieldErrors | null> =>
    reminderFaults(fields, request.say);
  return [
    onAction(switchAction, async (request, { name, to }) => {
      const change = preferencesSchema.partial().safeParse({ [name]: to === 'on' });
      if (!change.success) throw new UserError('error.expiredButton');
      const member = await members.save(request.tenant, request.actor.user, { preferences: { [name]: to === 'on' } });
      await request.update(draw(member, request));
    }),
    onAction(openReminderAction, (request) => openReminder(members, request, saveReminderInPanelAction)),
    onAction(stopReminderInPanelAction, async (request) => request.update(draw(await stopReminder(members, request), request))),
    onForm(saveReminderInPanelAction, {
      validate,
      run: async (request, _params, fields) => request.update(draw(await saveReminder(members, request, fields), request)),
    }),
    onForm(saveReminderAction, {
      validate,
      async run(request, _params, fields) {
        const member = await saveReminder(members, request, fields);
        const text = describeReminder(member.preferences.reminder, members.zoneOf(member, request.actor), request.say);
        await request.private(content({ kind: 'text', text }, { kind: 'note', text: request.say('remind.how') }));
      },
    }),
  ];
}

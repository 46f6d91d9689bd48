// Asked once, used everywhere: the form behind /profile. Five fields, because a Discord form holds five.
import { JURISDICTIONS, LEVELS, ROLE_FAMILIES } from '../bank/schema.ts';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Choice, FieldErrors, FormField, Values } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { Clock } from '../core/clock.ts';
import { localDate } from '../core/local-time.ts';
import type { Members } from './members.ts';
import { nameLevel, namePlace, nameRole } from '../bank/names.ts';
import { canonicalZone, isZone, profileSchema } from './profile.ts';
import type { Profile } from './profile.ts';
import { nearZones } from './zones.ts';

export const saveProfileAction = defineAction('ps', 'ephemeral');

/** A choice holds a value on every platform; this one stands for none. */
const UNSET = 'none';

export async function openProfile(members: Members, request: Request): Promise<void> {
  const { say, tenant, actor } = request;
  const { profile } = await members.get(tenant, actor.user);
  const choice = (name: keyof Profile, label: string, options: readonly Choice[], value: string | null): FormField => ({
    name,
    label,
    hint: null,
    kind: 'choice',
    options: [{ label: say('profile.notSet'), value: UNSET }, ...options],
    value: value ?? UNSET,
    required: false,
    maxLength: 40,
  });
  await request.form({
    action: saveProfileAction.id({}),
    title: say('profile.title'),
    introduction: content({ kind: 'text', text: say('profile.introduction') }),
    fields: [
      choice(
        'role',
        say('profile.role'),
        ROLE_FAMILIES.map((value) => ({ value, label: nameRole(value, say) })),
        profile.role,
      ),
      choice(
        'level',
        say('profile.level'),
        LEVELS.map((value) => ({ value, label: nameLevel(value, say) })),
        profile.level,
      ),
      choice(
        'place',
        say('profile.place'),
        JURISDICTIONS.map((value) => ({ value, label: namePlace(value, say) })),
        profile.place,
      ),
      {
        name: 'interviewDate',
        label: say('profile.interviewDate'),
        hint: say('profile.interviewDateHint'),
        kind: 'line',
        options: [],
        value: profile.interviewDate ?? '',
        required: false,
        maxLength: 10,
      },
      {
        name: 'zone',
        label: say('profile.zone'),
        hint: say('profile.zoneHint', { zone: actor.zone ?? 'UTC' }),
        kind: 'line',
        options: [],
        value: profile.zone ?? '',
        required: false,
        maxLength: 60,
      },
    ],
    submit: say('profile.save'),
  });
}

/** null where the fields hold. */
export function profileFaults(fields: Values, today: string, say: Say): FieldErrors | null {
  const errors: Record<string, string> = {};
  const { zone = '', interviewDate = '' } = fields;
  if (interviewDate.trim() !== '' && !profileSchema.shape.interviewDate.safeParse(interviewDate.trim()).success)
    errors['interviewDate'] = say('profile.badDate');
  else if (interviewDate.trim() !== '' && interviewDate.trim() < today) errors['interviewDate'] = say('profile.pastDate');
  if (zone.trim() !== '' && !isZone(zone.trim())) {
    const near = nearZones(zone, 3).join(', ');
    errors['zone'] = near === '' ? say('profile.badZone') : say('profile.badZoneNear', { near });
  }
  for (const name of ['role', 'level', 'place'] as const) {
    const given = fields[name] ?? UNSET;
    if (given !== UNSET && given !== '' && !profileSchema.shape[name].safeParse(given).success) errors[name] = say('profile.badChoice');
  }
  return Object.keys(errors).length === 0 ? null : errors;
}

function parseProfile(fields: Values): Profile {
  const given = Object.entries(fields).map(([name, value]) => [name, ['', UNSET].includes(value.trim()) ? null : value.trim()]);
  const profile = profileSchema.parse(Object.fromEntries(given));
  return { ...profile, zone: profile.zone === null ? null : canonicalZone(profile.zone) };
}

export function profileHandlers(members: Members, clock: Clock): readonly Handler[] {
  return [
    onForm(saveProfileAction, {
      validate: async (request, _params, fields) => profileFaults(fields, localDate(clock.now(), request.actor.zone ?? 'UTC'), request.say),
      async run(request, _params, fields) {
        const { say } = request;
        const { profile } = await members.save(request.tenant, request.actor.user, { profile: parseProfile(fields) });
        const shown = [
          { label: say('profile.role'), value: profile.role === null ? say('profile.notSet') : nameRole(profile.role, say) },
          { label: say('profile.level'), value: profile.level === null ? say('profile.notSet') : nameLevel(profile.level, say) },
          { label: say('profile.place'), value: profile.place === null ? say('profile.notSet') : namePlace(profile.place, say) },
          { label: say('profile.interviewDate'), value: profile.interviewDate ?? say('profile.notSet') },
          { label: say('profile.zone'), value: profile.zone ?? request.actor.zone ?? 'UTC' },
        ];
        await request.private(
          content(
            { kind: 'heading', text: say('profile.saved') },
            { kind: 'fields', fields: shown },
            { kind: 'note', text: say('profile.used') },
          ),
        );
      },
    }),
  ];
}

// /rapport retention: how long the words of members are kept in this server.
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { FieldErrors, Values } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { Staff } from '../staff/staff.ts';
import { RETENTION_DAYS } from './servers.ts';
import type { Servers } from './servers.ts';

const saveRetentionAction = defineAction('rk', 'ephemeral');
const FIELD = 'days';

interface RetentionParts {
  readonly staff: Staff;
  readonly server: Servers;
}

export async function openRetention({ staff, server }: RetentionParts, request: Request): Promise<void> {
  await staff.require(request, 'owner');
  const { say } = request;
  const { retentionDays } = await server.get(request.tenant);
  await request.form({
    action: saveRetentionAction.id({}),
    title: say('retention.title'),
    introduction: content({ kind: 'text', text: say('retention.introduction') }),
    fields: [
      {
        name: FIELD,
        label: say('retention.days'),
        hint: say('retention.hint', RETENTION_DAYS),
        kind: 'line',
        options: [],
        value: String(retentionDays),
        required: true,
        maxLength: 4,
      },
    ],
    submit: say('profile.save'),
  });
}

/** null where it holds. */
function faultOf(fields: Values, say: Say): FieldErrors | null {
  const days = Number((fields[FIELD] ?? '').trim() || Number.NaN);
  const holds = Number.isInteger(days) && days >= RETENTION_DAYS.least && days <= RETENTION_DAYS.most;
  return holds ? null : { [FIELD]: say('retention.outOfRange', RETENTION_DAYS) };
}

export function retentionHandlers({ staff, server }: RetentionParts): readonly Handler[] {
  return [
    onForm(saveRetentionAction, {
      validate: async (request, _params, fields) => faultOf(fields, request.say),
      async run(request, _params, fields) {
        await staff.require(request, 'owner');
        const days = Number((fields[FIELD] ?? '').trim());
        await server.setRetention({ tenant: request.tenant, member: request.actor.user }, days);
        await request.private(content({ kind: 'text', text: request.say('retention.saved', { days }) }));
      },
    }),
  ];
}

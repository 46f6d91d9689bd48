// What a writer in trouble is shown: a kind line, and who is there to listen where they are.
import type { Content } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Actor } from '../core/platform.ts';
import { drawCrisis } from '../feedback/message.ts';
import { placeOfPerson } from '../members/place.ts';
import type { AnswerParts } from './parts.ts';

/** `thread`: what they wrote still stands there for all to see, and only they can take it away. */
export async function drawHelp(parts: AnswerParts, tenant: TenantId, actor: Actor, from: 'thread' | 'form' | 'direct'): Promise<Content> {
  const { profile } = await parts.members.get(tenant, actor.user);
  const say = parts.words.in(actor.locale);
  return drawCrisis(
    parts.rules,
    profile.place ?? placeOfPerson(profile.zone ?? actor.zone, actor.locale),
    say(from === 'thread' ? 'crisis.noteThread' : 'crisis.note'),
    say,
  );
}

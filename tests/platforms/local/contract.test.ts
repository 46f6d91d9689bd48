// The local platform passes what every platform has to.
import { asId } from '../../../src/core/ids.ts';
import type { UserId } from '../../../src/core/ids.ts';
import type { Permission } from '../../../src/platforms/local/permissions.ts';
import { Refused } from '../../../src/platforms/local/refusal.ts';
import type { InteractionView } from '../../../src/platforms/local/view.ts';
import { platformContract } from '../../contracts/platform.ts';
import type { PlatformUnderTest } from '../../contracts/platform.ts';
import { createScriptedCore } from '../../support/scripted-core.ts';
import { DAILY, TRAINEES, startWorld } from '../../support/world.ts';
import type { Speaker } from '../../support/world.ts';

const RIGHTS = {
  write: ['Send Messages', 'Send Messages in Threads'],
  pin: ['Pin Messages'],
  notify: ['Mention Roles'],
} as const satisfies Record<string, readonly Permission[]>;

async function start(): Promise<PlatformUnderTest> {
  const world = await startWorld({ bot: createScriptedCore });
  const { platform, bot, machine, olivia, ana, ben } = world;
  const speakers = new Map([olivia, ana, ben].map((speaker) => [speaker.id, speaker]));
  const speaker = (person: UserId): Speaker => {
    const found = speakers.get(person);
    if (found === undefined) throw new Error(`nobody is called ${person}`);
    return found;
  };
  /** The last interaction of each person: it names their open form. */
  const last = new Map<UserId, InteractionView>();
  const note = async (person: UserId, interaction: Promise<InteractionView>): Promise<void> => {
    // A command whose script is refused is never answered; only the clock ends the wait.
    const shown = await Promise.race([interaction, platform.settled().then(() => null)]);
    if (shown !== null) last.set(person, shown);
  };
  const openForm = (person: UserId) => {
    const answer = last.get(person)?.answer;
    return answer?.kind === 'form' ? platform.view.form(speaker(person).person, answer.form.id) : null;
  };
  /** In a direct channel there is only one to see it. */
  const watcher = (place: Parameters<PlatformUnderTest['standing']>[0]): Speaker =>
    [...speakers.values()].find((one) => one.direct === place) ?? olivia;

  return {
    platform,
    core: bot,
    tenant: platform.tenant,
    channel: DAILY,
    admin: olivia.id,
    member: ana.id,
    other: ben.id,
    group: TRAINEES,
    nothing: {
      channel: asId('local:channel/none'),
      thread: asId('local:thread/999'),
      message: asId('local:message/999'),
      user: asId('local:user/nobody'),
      file: asId('local:file/999'),
      group: asId('local:group/none'),
    },
    standing: async (place) =>
      watcher(place)
        .sees(place)
        .filter((message) => !message.private)
        .map(({ id, text, mark }) => ({ id, text, mark })),
    privately: async (person, place) =>
      speaker(person)
        .sees(place)
        .filter((message) => message.private)
        .map((message) => message.text),
    says: async (person, place, text) => speaker(person).says(place, text).id,
    edits: async (person, message, text) => void speaker(person).edits(message, text),
    deletes: async (person, message) => speaker(person).deletes(message),
    types: (person, place) => note(person, speaker(person).types('/answer', {}, place)),
    presses: async (person, place, message, action, values = []) => {
      const target =
        message ??
        speaker(person)
          .sees(place)
          .findLast((one) => one.private)?.id ??
        '';
      return note(person, platform.controls.press(speaker(person).person, target, action, values));
    },
    async isNotified(person, message) {
      const group = olivia.sees(DAILY).find((one) => one.id === message)?.ping?.id;
      return group !== undefined && (await platform.lookUp(person)).groups.includes(group);
    },
    pinned: async (channel) =>
      olivia
        .sees(channel)
        .filter((message) => message.pinned)
        .map((message) => message.id),
    formBefore: async (person) => openForm(person)?.title ?? null,
    async submits(person, values) {
      const form = openForm(person);
      if (form === null) throw new Error('no form is open');
      await note(person, speaker(person).submits(form, values)).catch((error: unknown) => {
        if (!(error instanceof Refused) || error.fields === null) throw error;
      });
    },
    settled: () => world.settled(),
    passes: async (ms) => machine.advance(ms),
    withholds: async (channel, right) => platform.deny(channel, RIGHTS[right]),
    losesThread: async (thread) => platform.people.removeThread(olivia.person, thread),
    async isAwayDuring(work) {
      await platform.stop();
      await work();
      await platform.start(bot);
    },
    stop: () => platform.stop(),
  };
}

platformContract('local', start);

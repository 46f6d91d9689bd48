// The local platform: a small chat server inside the process. The playground's page talks to it, scripts do over HTTP, and the
// tests use the same behaviour as their double of Discord and Slack.
import { systemClock } from '../../core/clock.ts';
import type { Clock } from '../../core/clock.ts';
import type { Actor, Platform } from '../../core/platform.ts';
import type { ChannelId, TenantId, UserId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import { createControls } from './controls.ts';
import type { Controls } from './controls.ts';
import { createDelivery, newEventId } from './delivery.ts';
import { createInteractions } from './interactions.ts';
import { LIMITS } from './limits.ts';
import { createOutbound } from './outbound.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import { createPermissions } from './permissions.ts';
import type { Permission } from './permissions.ts';
import { createPresence } from './presence.ts';
import type { Presence } from './presence.ts';
import type { ChatStore, PlaceId } from './records.ts';
import { BOT, PEOPLE, TENANT } from './roster.ts';
import type { Person } from './roster.ts';
import { createView } from './view.ts';
import type { View } from './view.ts';
import { createWorld } from './world.ts';

export interface LocalPlatform extends Platform, Presence {
  readonly tenant: TenantId;
  readonly bot: Actor;
  readonly roster: readonly Person[];
  /** What a person does with messages. */
  readonly people: People;
  /** What a person sets going at the bot. */
  readonly controls: Controls;
  readonly view: View;
  /** From now on the bot lacks exactly these permissions in the channel. */
  deny(channel: ChannelId, permissions: readonly Permission[]): void;
  /** Whether a person takes direct messages from the bot; everybody does at first. */
  takesDirects(person: UserId, open: boolean): void;
  /** Tells the place whenever something in it that this person sees has changed, null when it has gone. Returns how to stop. */
  watch(person: Person, listener: (place: PlaceId | null) => void): () => void;
  /** Resolves when the bot has dealt with every event that it was given. */
  settled(): Promise<void>;
}

export interface LocalOptions {
  /** The product's clock: what messages are dated by. The playground moves it. */
  readonly clock: Clock;
  readonly chat: ChatStore;
  readonly people?: readonly Person[];
  /** The machine's clock, for the 3 s and the 15 minutes that an answer has: no jump of the playground's clock cuts them short. */
  readonly machine?: Clock;
  /** Where the page stands, for permalinks; no slash at the end. */
  readonly address?: () => string;
  readonly log?: Log;
}

const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Throws OperatorError when the stored world cannot be read. */
export function createLocalPlatform(options: LocalOptions): LocalPlatform {
  const { clock, chat, people: roster = PEOPLE, machine = systemClock(), address = () => 'http://localhost:3000', log = SILENT } = options;
  const world = createWorld(chat, roster);
  const delivery = createDelivery(world, log);
  const interactions = createInteractions({ world, delivery, clock, machine });
  const permissions = createPermissions(world);
  const view = createView(world, interactions);
  const people = createPeople({ world, delivery, view, clock });
  const controls = createControls({ world, delivery, interactions, people, view, clock, machine });
  let hasBeenAway = !world.isNew;

  return {
    name: 'local',
    limits: {
      text: LIMITS.botText,
      buttons: LIMITS.buttons,
      formFields: LIMITS.formFields,
      selectOptions: LIMITS.selectOptions,
      editIntervalMs: 0,
    },
    ...createOutbound({ world, interactions, permissions, clock, address }),
    ...createPresence({ world, delivery, clock }),
    async start(core) {
      interactions.failStale();
      delivery.start(core);
      if (hasBeenAway)
        world.change((draft) =>
          delivery.prepare(draft, { kind: 'reconnected', tenant: TENANT, eventId: newEventId(draft), atMs: clock.now() }),
        )();
      hasBeenAway = true;
    },
    async stop() {
      await delivery.stop();
      interactions.stop();
    },
    tenant: TENANT,
    bot: BOT,
    roster,
    people,
    controls,
    view,
    deny: (channel, denied) => permissions.deny(channel, denied),
    takesDirects(person, open) {
      const direct = [...world.all('direct')].find((one) => one.user === person);
      if (direct !== undefined) world.change((draft) => draft.put('direct', { ...direct, open }));
    },
    watch: (person, listener) =>
      world.watch(({ in: place, audience }) => {
        if ((audience ?? person.id) === person.id) listener(world.mayEnter(person.id, place) ? place : null);
      }),
    settled: () => delivery.settled(),
  };
}

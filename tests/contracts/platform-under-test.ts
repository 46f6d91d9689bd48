// What a platform's tests hand to the contract: a running platform, and the hands of the people on it.
import type { PlatformFault } from '../../src/core/errors.ts';
import { PlatformError } from '../../src/core/errors.ts';
import type { Values } from '../../src/core/content.ts';
import type { ChannelId, DirectId, FileId, GroupId, MessageId, TenantId, ThreadId, UserId } from '../../src/core/ids.ts';
import type { Inbound, Platform, Publication } from '../../src/core/platform.ts';
import { text } from '../support/scripted-core.ts';
import type { ScriptedCore } from '../support/scripted-core.ts';

export type AnyPlace = ChannelId | ThreadId | DirectId;

export interface Standing {
  readonly id: MessageId;
  readonly text: string;
  readonly mark: 'seen' | 'done' | 'failed' | 'none';
}

export interface PlatformUnderTest {
  readonly platform: Platform;
  readonly core: ScriptedCore;
  readonly tenant: TenantId;
  readonly channel: ChannelId;
  /** May set up the bot. */
  readonly admin: UserId;
  readonly member: UserId;
  readonly other: UserId;
  /** `member` and `other` are in it, `admin` is not. */
  readonly group: GroupId;
  /** Well-formed ids of what is not there. */
  readonly nothing: {
    readonly channel: ChannelId;
    readonly thread: ThreadId;
    readonly message: MessageId;
    readonly user: UserId;
    readonly file: FileId;
    readonly group: GroupId;
  };
  /** What everybody in a place sees, oldest first. */
  standing(place: AnyPlace): Promise<readonly Standing[]>;
  /** The words that this person sees in a place and others do not, oldest first. */
  privately(person: UserId, place: AnyPlace): Promise<readonly string[]>;
  /** Rejects where the platform does not let a person write. */
  says(person: UserId, place: AnyPlace, text: string): Promise<MessageId>;
  edits(person: UserId, message: MessageId, text: string): Promise<void>;
  deletes(person: UserId, message: MessageId): Promise<void>;
  /** `answer`, a command without options. Resolves once the bot has been told. */
  types(person: UserId, place: AnyPlace): Promise<void>;
  /**
   * A button, or a select with what is picked in it. `message` null: the last private message that this person sees in `place`.
   * Rejects where the platform's client would not let anybody pick that.
   */
  presses(person: UserId, place: AnyPlace, message: MessageId | null, action: string, values?: readonly string[]): Promise<void>;
  /** Whether a message notifies this person. */
  isNotified(person: UserId, message: MessageId): Promise<boolean>;
  pinned(channel: ChannelId): Promise<readonly MessageId[]>;
  /** The title of the form that stands open before this person. */
  formBefore(person: UserId): Promise<string | null>;
  submits(person: UserId, values: Values): Promise<void>;
  /** Resolves when the bot has heard all that happened. */
  settled(): Promise<void>;
  /** Machine time. */
  passes(ms: number): Promise<void>;
  /** Takes a right in the channel from the bot. */
  withholds(channel: ChannelId, right: 'write' | 'pin' | 'notify'): Promise<void>;
  /** Takes a thread away behind the bot's back; its starter stays. */
  losesThread(thread: ThreadId): Promise<void>;
  /** The bot's connection is lost and comes back; nothing is heard in between. */
  isAwayDuring(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export const publication = (given: Partial<Publication> = {}): Publication => ({
  starter: text('What do you say on the fourth call?'),
  threadTitle: 'Broken promises',
  opening: text('Answer below.'),
  tags: [],
  ping: null,
  ...given,
});

/** The kind of PlatformError that a call was refused with. */
export async function refusal(work: Promise<unknown>): Promise<PlatformFault | 'no refusal'> {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (error instanceof PlatformError) return error.kind;
    throw error;
  }
}

/** The events of one kind that the bot has heard of, in their order. */
export function heardBy<Kind extends Inbound['kind']>(core: ScriptedCore, kind: Kind): readonly Extract<Inbound, { kind: Kind }>[] {
  return core.heard.filter((event): event is Extract<Inbound, { kind: Kind }> => event.kind === kind);
}

export const textsIn = async (test: PlatformUnderTest, place: AnyPlace): Promise<readonly string[]> =>
  (await test.standing(place)).map((message) => message.text);

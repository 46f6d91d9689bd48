// Ids that cross the seam are opaque: an adapter makes them, the core stores and compares them, and never takes one apart.
import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A server or workspace. Every row and every unique key begins with it. */
export type TenantId = Branded<'TenantId'>;
export type UserId = Branded<'UserId'>;
export type ChannelId = Branded<'ChannelId'>;
export type ThreadId = Branded<'ThreadId'>;
export type DirectId = Branded<'DirectId'>;
export type MessageId = Branded<'MessageId'>;
export type InteractionId = Branded<'InteractionId'>;
export type FileId = Branded<'FileId'>;
/** A role on Discord, a user group on Slack. */
export type GroupId = Branded<'GroupId'>;

/** Our own: one question posted to one channel on one local date. */
export type PostId = Branded<'PostId'>;
/** Our own: one member's answer to one question, with its versions. */
export type AnswerId = Branded<'AnswerId'>;

type AnyId = TenantId | UserId | ChannelId | ThreadId | DirectId | MessageId | InteractionId | FileId | GroupId | PostId | AnswerId;

/** Marks a string that came from an adapter, a row or an action id as the id that the caller knows it to be. */
export function asId<Id extends AnyId>(raw: string): Id {
  return raw as Id; // the only way into a brand; callers stand at an edge (adapter, row, action id)
}

/** 12 characters, URL-safe, 72 random bits: short enough for several of them in one button id of 100 bytes. */
export function newId<Id extends string = string>(): Id {
  return randomBytes(9).toString('base64url') as Id; // a fresh id has no other origin to check
}

// Words typed into a form that did not become an answer yet. May be lost: they are a kindness, not a record.
import type { TenantId, UserId } from '../core/ids.ts';

export interface DraftStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface Drafts {
  keep(tenant: TenantId, member: UserId, target: string, text: string): Promise<void>;
  find(tenant: TenantId, member: UserId, target: string): Promise<string>;
  drop(tenant: TenantId, member: UserId, target: string): Promise<void>;
}

const KEPT_MS = 24 * 3_600_000;

/** `store` is Keyv, in its own name space. Text is masked before it comes here. */
export function createDrafts(store: DraftStore): Drafts {
  const key = (tenant: TenantId, member: UserId, target: string): string => `${tenant}|${member}|${target}`;
  return {
    async keep(tenant, member, target, text) {
      await store.set(key(tenant, member, target), text, KEPT_MS);
    },
    find: async (tenant, member, target) => (await store.get(key(tenant, member, target))) ?? '',
    async drop(tenant, member, target) {
      await store.delete(key(tenant, member, target));
    },
  };
}

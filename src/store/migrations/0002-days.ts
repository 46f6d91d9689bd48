// What a server sets up, what its days hold, and who looks after them.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTable } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await plans(db);
  await posts(db);
  await people(db);
  await questions(db);
  await operation(db);
}

async function plans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('plan')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('active'))
    .execute();
  await db.schema
    .alterTable('plan')
    .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('plan')
    .addColumn('options', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
  await db.schema
    .alterTable('plan')
    .addColumn('repeats_told', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await createTable(
    db,
    'plan_draft',
    {
      tenant: 'text',
      id: 'text',
      member: 'text',
      plan: 'text?',
      revision: 'bigint',
      rule: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('plan_draft_member').on('plan_draft').columns(['tenant', 'member']).execute();
  await createTable(
    db,
    'upcoming',
    { tenant: 'text', plan: 'text', id: 'text', position: 'bigint', question: 'text', source: 'text', created_at: 'bigint' },
    ['tenant', 'plan', 'id'],
  ).execute();
  await db.schema.createIndex('upcoming_next').on('upcoming').columns(['tenant', 'plan', 'position']).execute();
  await createTable(
    db,
    'notice',
    {
      tenant: 'text',
      id: 'text',
      plan: 'text',
      post: 'text?',
      kind: 'text',
      detail: 'text',
      created_at: 'bigint',
      told_at: 'bigint?',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('notice_plan').on('notice').columns(['tenant', 'plan', 'created_at']).execute();
}

async function posts(db: Kysely<unknown>): Promise<void> {
  for (const [column, fallback] of [
    ['slot', 'day'],
    ['release', 'open'],
    ['shared_with', 'everyone'],
  ] as const) {
    await db.schema
      .alterTable('post')
      .addColumn(column, 'text', (definition) => definition.notNull().defaultTo(fallback))
      .execute();
  }
  await db.schema
    .alterTable('post')
    .addColumn('attempt', 'bigint', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('post')
    .addColumn('by_hand', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const column of ['wording', 'fault', 'recap_message'] as const)
    await db.schema.alterTable('post').addColumn(column, 'text').execute();
  for (const column of ['due_at', 'pinned_at'] as const) await db.schema.alterTable('post').addColumn(column, 'bigint').execute();
  // An extra question stands beside the day's own; both are claimed by this key.
  await db.schema.dropIndex('post_day').execute();
  await db.schema.createIndex('post_day').unique().on('post').columns(['tenant', 'channel', 'local_date', 'slot']).execute();
  await db.schema.createIndex('post_plan').on('post').columns(['tenant', 'plan', 'created_at']).execute();
  await db.schema.alterTable('answer').addColumn('shared_at', 'bigint').execute();
  await db.schema.alterTable('answer').addColumn('published_message', 'text').execute();
  await createTable(
    db,
    'ballot',
    { tenant: 'text', post: 'text', plan: 'text', options: 'text', message: 'text?', winner: 'text?', created_at: 'bigint' },
    ['tenant', 'post'],
  ).execute();
  await createTable(db, 'ballot_vote', { tenant: 'text', post: 'text', member: 'text', question: 'text', created_at: 'bigint' }, [
    'tenant',
    'post',
    'member',
  ]).execute();
}

async function people(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'staff',
    { tenant: 'text', id: 'text', member: 'text?', member_group: 'text?', rank: 'text', created_at: 'bigint' },
    ['tenant', 'id'],
  ).execute();
  await createTable(
    db,
    'audit',
    {
      tenant: 'text',
      id: 'text',
      member: 'text?',
      by_bot: 'bigint',
      action: 'text',
      subject: 'text',
      before: 'text?',
      after: 'text?',
      created_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('audit_time').on('audit').columns(['tenant', 'created_at']).execute();
  await createTable(
    db,
    'coach_note',
    {
      tenant: 'text',
      id: 'text',
      answer: 'text',
      member: 'text',
      author: 'text?',
      text: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('coach_note_answer').unique().on('coach_note').columns(['tenant', 'answer']).execute();
}

async function questions(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'own_question',
    {
      tenant: 'text',
      id: 'text',
      version: 'bigint',
      state: 'text',
      record: 'text',
      member: 'text?',
      reason: 'text?',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('own_question_state').on('own_question').columns(['tenant', 'state']).execute();
}

async function operation(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'server', { tenant: 'text', state: 'text', retention_days: 'bigint', left_at: 'bigint?', created_at: 'bigint' }, [
    'tenant',
  ]).execute();
  for (const column of ['first_at', 'last_at', 'streak', 'frozen'] as const)
    await db.schema.alterTable('practice_day').addColumn(column, 'bigint').execute();
  await db.schema.createIndex('post_opened').on('post').columns(['tenant', 'opened_at']).execute();
  await createTable(db, 'outage', { id: 'text', from_at: 'bigint', to_at: 'bigint' }, ['id']).execute();
  await db.schema.createIndex('outage_end').on('outage').column('to_at').execute();
  await db.schema
    .createIndex('answer_version_age')
    .on('answer_version')
    .column('created_at')
    .where(sql<boolean>`text != ''`)
    .execute();
  await db.schema
    .createIndex('said_age')
    .on('said')
    .column('sent_at')
    .where(sql<boolean>`text is not null`)
    .execute();
  await db.schema
    .createIndex('answer_follows')
    .on('answer')
    .columns(['tenant', 'follows'])
    .where(sql.ref('follows'), 'is not', null)
    .execute();
}

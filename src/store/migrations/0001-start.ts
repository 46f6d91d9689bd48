// Every table of src/store/schema.ts, with the keys and indexes that their use needs.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTable } from './table.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await daily(db);
  await answers(db);
  await people(db);
  await machinery(db);
}

async function daily(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'plan',
    {
      tenant: 'text',
      id: 'text',
      channel: 'text',
      zone: 'text',
      local_time: 'text',
      weekdays: 'text',
      filters: 'text',
      jurisdiction: 'text',
      next_due_at: 'bigint?',
      next_due_date: 'text?',
      created_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('plan_due').on('plan').column('next_due_at').execute();
  await db.schema.createIndex('plan_channel').on('plan').columns(['tenant', 'channel']).execute();

  await createTable(
    db,
    'post',
    {
      tenant: 'text',
      id: 'text',
      plan: 'text',
      channel: 'text',
      local_date: 'text',
      number: 'bigint',
      question: 'text',
      question_version: 'bigint',
      rubric_version: 'text',
      state: 'text',
      sending_at: 'bigint?',
      message: 'text?',
      thread: 'text?',
      board_message: 'text?',
      opened_at: 'bigint?',
      closes_at: 'bigint',
      created_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('post_day').unique().on('post').columns(['tenant', 'channel', 'local_date']).execute();
  await db.schema.createIndex('post_state').on('post').columns(['state', 'closes_at']).execute();
  await db.schema.createIndex('post_thread').on('post').columns(['tenant', 'thread']).execute();

  await createTable(
    db,
    'said',
    {
      tenant: 'text',
      message: 'text',
      member: 'text',
      target_kind: 'text',
      target: 'text',
      text: 'text?',
      status: 'text',
      replies_to_person: 'bigint',
      answer: 'text?',
      sent_at: 'bigint',
      edited_at: 'bigint?',
    },
    ['tenant', 'message'],
  ).execute();
  await db.schema.createIndex('said_target').on('said').columns(['tenant', 'target', 'member']).execute();
  await db.schema.createIndex('said_answer').on('said').columns(['tenant', 'answer']).execute();
  await db.schema.createIndex('said_member').on('said').columns(['tenant', 'member']).execute();
}

async function answers(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'answer',
    {
      tenant: 'text',
      id: 'text',
      member: 'text',
      post: 'text?',
      session: 'text?',
      question: 'text',
      question_version: 'bigint',
      rubric_version: 'text',
      level: 'text',
      jurisdiction: 'text',
      lane: 'text',
      asked: 'text?',
      follows: 'text?',
      version: 'bigint',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('answer_member').on('answer').columns(['tenant', 'member', 'updated_at']).execute();
  await db.schema.createIndex('answer_post').on('answer').columns(['tenant', 'post']).execute();

  await createTable(
    db,
    'answer_version',
    {
      tenant: 'text',
      answer: 'text',
      version: 'bigint',
      text: 'text',
      hash: 'text',
      origin: 'text',
      created_at: 'bigint',
    },
    ['tenant', 'answer', 'version'],
  ).execute();

  await createTable(
    db,
    'grade',
    {
      tenant: 'text',
      id: 'text',
      member: 'text',
      answer: 'text',
      version: 'bigint',
      question: 'text',
      question_version: 'bigint',
      rubric_version: 'text',
      level: 'text',
      jurisdiction: 'text',
      grader: 'text',
      answer_hash: 'text',
      outcome: 'text',
      overall_tenths: 'bigint?',
      created_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema
    .createIndex('grade_fact')
    .unique()
    .on('grade')
    .columns(['tenant', 'member', 'question', 'question_version', 'rubric_version', 'level', 'jurisdiction', 'grader', 'answer_hash'])
    .execute();
  await db.schema.createIndex('grade_answer').on('grade').columns(['tenant', 'answer', 'version']).execute();
}

async function people(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'member',
    {
      tenant: 'text',
      member: 'text',
      profile: 'text',
      preferences: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'member'],
  ).execute();
  await createTable(db, 'practice_day', { tenant: 'text', member: 'text', local_date: 'text', answers: 'bigint' }, [
    'tenant',
    'member',
    'local_date',
  ]).execute();
  await createTable(
    db,
    'practice_session',
    {
      tenant: 'text',
      member: 'text',
      id: 'text',
      state: 'text',
      created_at: 'bigint',
      updated_at: 'bigint',
    },
    ['tenant', 'id'],
  ).execute();
  await db.schema.createIndex('practice_session_member').on('practice_session').columns(['tenant', 'member', 'updated_at']).execute();
  await createTable(db, 'erase_ledger', { tenant: 'text', id: 'text', member_hash: 'text', erased_at: 'bigint' }, [
    'tenant',
    'id',
  ]).execute();
  await db.schema.createIndex('erase_ledger_member').on('erase_ledger').columns(['tenant', 'member_hash']).execute();
}

async function machinery(db: Kysely<unknown>): Promise<void> {
  await createTable(
    db,
    'inbox',
    {
      tenant: 'text',
      event_id: 'text',
      payload: 'text?',
      received_at: 'bigint',
      handled_at: 'bigint?',
    },
    ['tenant', 'event_id'],
  ).execute();
  await db.schema.createIndex('inbox_unhandled').on('inbox').column('received_at').where(sql.ref('handled_at'), 'is', null).execute();

  await createTable(
    db,
    'job',
    {
      tenant: 'text',
      id: 'text',
      queue: 'text',
      key: 'text',
      payload: 'text',
      state: 'text',
      run_at: 'bigint',
      attempts: 'bigint',
      max_attempts: 'bigint',
      lease: 'text?',
      lease_until: 'bigint?',
      last_error: 'text?',
      created_at: 'bigint',
      finished_at: 'bigint?',
    },
    ['tenant', 'id'],
  ).execute();
  // One waiting job a key. Partial, so that the finished ones of the same key may stay for a while; both engines have it.
  await db.schema
    .createIndex('job_waiting')
    .unique()
    .on('job')
    .columns(['tenant', 'queue', 'key'])
    .where(sql<boolean>`state = 'ready'`)
    .execute();
  await db.schema
    .createIndex('job_running')
    .on('job')
    .columns(['tenant', 'queue', 'key'])
    .where(sql<boolean>`state = 'running'`)
    .execute();
  await db.schema.createIndex('job_due').on('job').columns(['queue', 'state', 'run_at']).execute();
  await db.schema
    .createIndex('job_lease')
    .on('job')
    .columns(['state', 'lease_until'])
    .where(sql<boolean>`lease_until is not null`)
    .execute();

  await createTable(db, 'expiring', { key: 'text', value: 'text', expires_at: 'bigint?' }, ['key']).execute();
  await db.schema.createIndex('expiring_due').on('expiring').column('expires_at').execute();
  await createTable(db, 'setting', { key: 'text', value: 'text' }, ['key']).execute();
}

import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemaFiles } from '../../scripts/bank-schema.ts';

const files = readdirSync('data', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
const named = files.flatMap((name) => {
  const text = readFileSync(`data/${name}`, 'utf8');
  const schema = /^# yaml-language-server: \$schema=\.\.\/schema\/(\S+)/.exec(text)?.[1];
  return schema !== undefined && schemaFiles().has(schema) ? [{ name, schema, value: parse(text) as unknown }] : [];
});

describe('the schemas that editors use', () => {
  test.each([...schemaFiles()])('data/schema/%s is fresh (else: npm run bank:schema)', (name, text) => {
    expect(JSON.parse(readFileSync(`data/schema/${name}`, 'utf8'))).toEqual(JSON.parse(text));
  });

  test('are named at the head of every file of questions, rules and rubric', () => {
    const unnamed = files.filter(
      (name) =>
        /^(?:questions|rubric|jurisdictions)\//.test(name) &&
        !name.endsWith('flag-patterns.yaml') &&
        !named.some((file) => file.name === name),
    );
    expect(unnamed).toEqual([]);
  });

  test('accept every data file, and refuse one with a misspelt key', () => {
    for (const [schemaName, text] of schemaFiles()) {
      const validate = new Ajv({ strict: false }).compile(JSON.parse(text));
      for (const { name, value } of named.filter(({ schema }) => schema === schemaName)) {
        expect(validate(value), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
        expect(validate({ ...Object(value), titel: 'x' }), name).toBe(false);
      }
    }
  });
});

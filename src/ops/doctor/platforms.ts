// Which chat it speaks to. What a platform itself needs (token, intents, scopes) its own adapter looks at.
import type { Config } from '../../config.ts';
import { fault, ok, warn } from './check.ts';
import type { Finding } from './check.ts';

export function checkTokens({ tokensSet, playground }: Pick<Config, 'tokensSet' | 'playground'>): readonly Finding[] {
  return [
    ...tokensSet.map((name) =>
      warn('platform', `${name} is set, and this version does not serve that platform yet`, `Leave ${name} empty until it does.`),
    ),
    playground
      ? ok('platform', 'the playground')
      : fault('platform', 'there is nothing to serve: the playground is off', 'Set PLAYGROUND=1.'),
  ];
}

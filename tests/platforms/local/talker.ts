// A process that talks without end and prints each word once it was told that it is safe; the test kills it.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/core/clock.ts';
import { createLocalPlatform } from '../../../src/platforms/local/index.ts';
import { openChatDatabase } from '../../../src/store/database.ts';
import { createScriptedCore, text } from '../../support/scripted-core.ts';
import { DAILY, LOUNGE, createSpeaker } from '../../support/world.ts';

const STDOUT = 1;
const chat = openChatDatabase({ file: process.argv[2] ?? '' });
const platform = createLocalPlatform({ clock: systemClock(), chat });
const bot = createScriptedCore(platform);
let words = '';
bot.on('answer', 'ephemeral', (_event, reply) => reply.private(text(words)));
await platform.start(bot);
const ana = createSpeaker(platform, 'ana');

for (;;) {
  words = randomUUID();
  ana.says(DAILY, words);
  writeSync(STDOUT, `${words}\n`);
  words = randomUUID();
  await ana.types('/answer', {}, LOUNGE);
  writeSync(STDOUT, `${words}\n`);
}

// Holds a data directory until it is killed, or its parent ends.
import { holdDataDirectory } from '../../../src/store/lock.ts';

await holdDataDirectory(process.argv[2] ?? '', { port: 3999 });
process.stdout.write('held\n');
process.stdin.resume();

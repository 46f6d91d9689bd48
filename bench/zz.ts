import { measure } from './load.ts';
const figures = await measure();
const f = figures.find((x) => x.name.startsWith('event'));
const s = f?.samples ?? [];
for (let i = 0; i < s.length; i += 100) { const part = s.slice(i, i + 100).sort((a, b) => a - b); console.log(i / 100, 's', part[50], part[98], part[99]); }

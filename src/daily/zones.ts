// Zone names for somebody who typed something else: today's names, and what is nearest to a slip of the finger.
import { findZones } from '../members/profile.ts';

/** The zone database's present names where the runtime lists only the older one. It computes with both. */
const PRESENT_NAMES = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Catamarca',
  'America/Argentina/Cordoba',
  'America/Argentina/Jujuy',
  'America/Argentina/Mendoza',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

/** Zones whose names hold what was typed, else those that it is a few letters away from. Empty: nothing is near. */
export function nearZones(typed: string, limit: number): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  if (wanted === '') return [];
  const present = PRESENT_NAMES.filter((zone) => zone.toLowerCase().includes(wanted));
  const found = new Set([...present, ...findZones(wanted, limit)]);
  return found.size > 0 ? [...found].slice(0, limit) : misspelt(wanted, limit);
}

function misspelt(wanted: string, limit: number): readonly string[] {
  const all = new Set([...PRESENT_NAMES, ...Intl.supportedValuesOf('timeZone')]);
  const farthest = Math.max(1, Math.min(3, Math.floor(wanted.length / 4)));
  const city = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
  return [...all]
    .map((zone) => {
      const whole = distance(zone.toLowerCase(), wanted);
      return { zone, whole, away: Math.min(whole, distance(city(zone.toLowerCase()), city(wanted))) };
    })
    .filter(({ away }) => away <= farthest)
    .sort((a, b) => a.away - b.away || a.whole - b.whole || a.zone.localeCompare(b.zone))
    .slice(0, limit)
    .map(({ zone }) => zone);
}

/** Levenshtein's: letters to add, to take away or to change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

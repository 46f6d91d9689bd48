/** At most so many characters in all, no half of a pair among them; "…" at the end says that there was more. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** At most so many characters, no half of a pair among them; "…" says that there was more. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return `${text.slice(0, isHalf ? most - 1 : most).trimEnd()}…`;
}

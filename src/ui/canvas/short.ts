/** A text cut in its middle: its beginning and its end tell it from its neighbours. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) * 0.4);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(-tail)}`;
}

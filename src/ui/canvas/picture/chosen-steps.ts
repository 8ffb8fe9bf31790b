/** Which steps somebody wrote: `1, 4-7, 12`. */

type StepsNamed = { readonly steps: readonly number[] } | { readonly bad: string };

/** Ascending, each once. `bad` = the part that names none of the steps 1 to `count`. */
export function stepsNamed(text: string, count: number): StepsNamed {
  const steps = new Set<number>();
  const parts = text
    .normalize('NFKC')
    .replace(/\s*[-–—~]\s*/g, '-')
    .split(/[,;、\s]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return { bad: text };
  for (const part of parts) {
    const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || first < 1 || last > count || first > last) return { bad: part };
    for (let n = first; n <= last; n += 1) steps.add(n);
  }
  return { steps: [...steps].toSorted((a, b) => a - b) };
}

/** As one writes them: stretches of three and more with a dash. */
export function writtenSteps(steps: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < steps.length; i += 1) {
    const first = steps[i] ?? 0;
    let last = first;
    while (steps[i + 1] === last + 1) {
      last += 1;
      i += 1;
    }
    parts.push(first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}-${last}`);
  }
  return parts.join(', ');
}

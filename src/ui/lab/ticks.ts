/** Round numbers along an axis. */

interface Tick {
  readonly value: number;
  readonly written: string;
}

const ROUND = [1, 2, 2.5, 5, 10];

/** From `low` to `high`, about `most` of them and never more; 1, 2, 2.5 or 5 of a power of ten apart. */
export function ticksOf(low: number, high: number, most: number): readonly Tick[] {
  const least = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = (ROUND.find((one) => one * power >= least * (1 - 1e-9)) ?? 10) * power;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (step / power === 2.5 ? 1 : 0));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { value, written: value.toFixed(digits) };
  });
}

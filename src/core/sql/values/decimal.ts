/** Exact decimals as MySQL reckons with them: a whole number of units of 10^-scale. */

export interface Dec {
  readonly units: bigint;
  readonly scale: number;
}

export const dec = (units: bigint, scale: number): Dec => ({ units, scale });

/** MariaDB keeps at most so many digits behind the point. */
export const MOST_SCALE = 38;

const POWERS: bigint[] = [1n];
export function pow10(n: number): bigint {
  for (let i = POWERS.length; i <= n; i += 1) POWERS.push((POWERS[i - 1] ?? 1n) * 10n);
  return POWERS[n] ?? 1n;
}

/** Half is rounded away from zero. */
export function rounded({ units, scale }: Dec, to: number): Dec {
  if (to >= scale) return dec(units * pow10(to - scale), to);
  const by = pow10(scale - to);
  const half = by / 2n;
  const moved = units < 0n ? units - half : units + half;
  return dec(moved / by, to);
}

export function truncated({ units, scale }: Dec, to: number): Dec {
  if (to >= scale) return dec(units * pow10(to - scale), to);
  return dec(units / pow10(scale - to), to);
}

const aligned = (a: Dec, b: Dec): readonly [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * pow10(scale - a.scale), b.units * pow10(scale - b.scale), scale];
};

export function add(a: Dec, b: Dec): Dec {
  const [x, y, scale] = aligned(a, b);
  return dec(x + y, scale);
}

export const negated = (a: Dec): Dec => dec(-a.units, a.scale);

export const subtract = (a: Dec, b: Dec): Dec => add(a, negated(b));

export function multiply(a: Dec, b: Dec): Dec {
  const made = dec(a.units * b.units, a.scale + b.scale);
  return made.scale > MOST_SCALE ? rounded(made, MOST_SCALE) : made;
}

const inWords = (digits: number): number => Math.ceil(digits / 9) * 9;

/** As MySQL's library divides: digits by nines, cut off; null = by zero. `more` = div_precision_increment. */
export function divide(a: Dec, b: Dec, more = 4): Dec | null {
  if (b.units === 0n) return null;
  const [left, right] = [inWords(a.scale), inWords(b.scale)];
  const wanted = Math.max(0, more - (left - a.scale) - (right - b.scale));
  const scale = Math.min(inWords(left + right + wanted), 81);
  const lifted = a.units * pow10(scale + b.scale);
  return dec(lifted / (b.units * pow10(a.scale)), scale);
}

/** The sign is the first one's; null = by zero. */
export function remainder(a: Dec, b: Dec): Dec | null {
  const [x, y, scale] = aligned(a, b);
  return y === 0n ? null : dec(x % y, scale);
}

export function compareDec(a: Dec, b: Dec): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function decText({ units, scale }: Dec): string {
  if (scale === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

export const decNumber = (value: Dec): number => Number(decText(value));

/** Of a text of digits with a point and perhaps an exponent. */
export function decOf(text: string): Dec {
  const [, sign = '', whole = '', digits = '', power = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?/.exec(text) ?? [];
  // no more of them can count
  const part = digits.slice(0, 2 * MOST_SCALE);
  const exponent = Math.max(-90, Math.min(90, Number(power)));
  const units = BigInt(`${whole}${part}` || '0') * (sign === '-' ? -1n : 1n);
  const scale = part.length - exponent;
  if (scale < 0) return dec(units * pow10(-scale), 0);
  const made = dec(units, scale);
  return scale > MOST_SCALE ? rounded(made, MOST_SCALE) : made;
}

export function ceiling({ units, scale }: Dec): bigint {
  const by = pow10(scale);
  const whole = units / by;
  return units > 0n && units % by !== 0n ? whole + 1n : whole;
}

export const floor = (value: Dec): bigint => -ceiling(negated(value));

/** Doubles as MySQL writes them: the shortest digits that tell the number, and an exponent only where it must be. */

export function doubleText(value: number, scale: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (scale < 31) return fixed(value, scale);
  return general(value);
}

/** A FLOAT shows six digits. */
export const floatText = (value: number): string => general(Number(value.toPrecision(6)));

function fixed(value: number, scale: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (scale > 0 ? `.${'0'.repeat(scale)}` : '');
  return value.toFixed(scale);
}

function general(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  const isPlain = exponent >= -15 && exponent < 15;
  if (!isPlain) return `${mantissa}e${exponent}`;
  const digits = mantissa.replace(/[-.]/g, '');
  const sign = value < 0 ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const part = digits.slice(exponent + 1);
  return part === '' ? `${sign}${whole}` : `${sign}${whole}.${part}`;
}

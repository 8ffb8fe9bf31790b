/**
 * Values of tables. JSON stands for itself, in the type that amqplib takes for it; a value of any other type of the wire
 * is `{'!': type, value}`, by amqplib's names.
 */
import type { Json } from '../base/json.ts';

/** The name of a type that had to be written down; null for JSON. */
export function writtenType(value: Json | undefined): string | null {
  if (typeof value !== 'object' || value === null || !('!' in value)) return null;
  return String(value['!']);
}

/** What such a value is worth, without its type. */
export const bareValue = (value: Json): Json =>
  writtenType(value) === null ? value : ((value as { readonly value: Json }).value ?? null);

/** Numbers of all types compare by what they are worth; what is no number keeps its type. */
export function worth(value: Json): Json {
  const type = writtenType(value);
  return type === null || type === 'binary' || type === 'decimal' ? value : bareValue(value);
}

/** The same, but a fraction is no whole number, whatever its digits. */
export function exactWorth(value: Json): unknown {
  const type = writtenType(value);
  const isFraction =
    type === null ? typeof value === 'number' && !Number.isInteger(value) : FRACTIONS.includes(type);
  return isFraction ? { fraction: bareValue(value) } : worth(value);
}
const FRACTIONS = ['float', 'double'];

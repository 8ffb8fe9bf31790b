/**
 * Typed reading of fields: of a row, of an object's data, of a request's arguments (by their place). What is not there or is
 * of another type fails with a sentence, as a field of oslo.versionedobjects does, instead of travelling on as "undefined".
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../base/json.ts';

/** A row, an object's data, a context, or a list of arguments. */
type Fields = { readonly [field: string]: unknown } | readonly unknown[];

/** Errors: `CodedError` `ValueError`, so for all functions of this file. */
export function text(from: Fields, field: string | number): string {
  const value = valueAt(from, field);
  return typeof value === 'string' ? value : refuse('A text', field, value);
}

/** A whole number: an id, a count, MB. */
export function whole(from: Fields, field: string | number): number {
  const value = valueAt(from, field);
  return Number.isSafeInteger(value) ? (value as number) : refuse('A whole number', field, value);
}

/** Any number: a ratio. */
export function number(from: Fields, field: string | number): number {
  const value = valueAt(from, field);
  return typeof value === 'number' ? value : refuse('A number', field, value);
}

/** `fallback` stands for null and for what is not there. */
export function textOr<T extends string | null>(
  from: Fields,
  field: string | number,
  fallback: T,
): string | T {
  return (valueAt(from, field) ?? null) === null ? fallback : text(from, field);
}

/** `fallback` stands for null and for what is not there. */
export function numberOr<T extends number | null>(
  from: Fields,
  field: string | number,
  fallback: T,
): number | T {
  return (valueAt(from, field) ?? null) === null ? fallback : number(from, field);
}

/** A list of objects: `instances` of a message, `objects` of a list object. */
export function objectsAt(from: Fields, field: string | number): readonly JsonObject[] {
  const value = valueAt(from, field);
  if (Array.isArray(value) && value.every(isObject)) return value as readonly JsonObject[];
  return refuse('A list of objects', field, value);
}

/** A list of texts: uuids, roles. */
export function textsAt(from: Fields, field: string | number): readonly string[] {
  const value = valueAt(from, field);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  return refuse('A list of texts', field, value);
}

/** A plain object: `system_metadata`, `kwargs`. */
export function objectAt(from: Fields, field: string | number): JsonObject {
  const value = valueAt(from, field);
  return isObject(value) ? (value as { readonly [key: string]: Json }) : refuse('An object', field, value);
}

const valueAt = (from: Fields, field: string | number): unknown =>
  (from as { readonly [field: string]: unknown })[field];

function refuse(what: string, field: string | number, value: unknown): never {
  const name = typeof field === 'number' ? `argument ${field + 1}` : `field ${field}`;
  throw new CodedError(
    'ValueError',
    `${what} is required in ${name}, not ${JSON.stringify(value) ?? 'nothing'}`,
  );
}

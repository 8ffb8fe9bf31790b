/**
 * What Python makes of a result that never came. A call that was made a cast returns None; these raise, where Nova first
 * uses it, what Python raises there.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../base/json.ts';

/** `for ... in result` */
export function iterated<T extends Json>(result: Json): readonly T[] {
  if (Array.isArray(result)) return result as unknown as readonly T[];
  throw new CodedError('TypeError', "'NoneType' object is not iterable");
}

/** `updates, result = ...` */
export function unpacked(result: Json): readonly Json[] {
  if (Array.isArray(result)) return result as readonly Json[];
  throw new CodedError('TypeError', 'cannot unpack non-iterable NoneType object');
}

/** `result.name` */
export function having(result: Json, name: string): JsonObject {
  if (isObject(result)) return result as JsonObject;
  throw new CodedError('AttributeError', `'NoneType' object has no attribute '${name}'`);
}

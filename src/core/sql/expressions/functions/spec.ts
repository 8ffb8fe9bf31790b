/** A function as the table of functions has it. */
import type { Session } from '../../server/session.ts';
import type { FunctionCall } from '../../syntax/ast.ts';
import type { Ex } from '../ex.ts';

export interface FunctionContext {
  readonly session: Session;
  readonly call: FunctionCall;
}

export interface FunctionSpec {
  /** how many arguments it takes */
  readonly least: number;
  readonly most: number;
  make(args: readonly Ex[], context: FunctionContext): Ex;
}

export type Functions = { readonly [name: string]: FunctionSpec };

export const takes = (least: number, most: number, make: FunctionSpec['make']): FunctionSpec => ({
  least,
  most,
  make,
});

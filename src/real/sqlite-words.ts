/** What the program that owns the SQLite databases is asked, and answers: lines over a socket in their folder. */
import { join } from 'node:path';
import type { Statement, StatementResult } from '../core/databases/engine.ts';

/** `n` = by which its answer is known; `s` = the session, of the connection that asks. */
export type SqliteAsked = { readonly n: number; readonly s: number } & (
  | { readonly do: 'execute'; readonly statement: Statement }
  | { readonly do: 'end'; readonly keeps: boolean }
);

export type SqliteAnswered = { readonly n: number } & (
  | { readonly result: StatementResult | null }
  | { readonly code: string; readonly message: string }
);

/** Of the program that owns a folder. */
export const socketIn = (folder: string): string =>
  process.platform === 'win32'
    ? `\\\\.\\pipe\\novascope${folder.replace(/[^a-z0-9]/gi, '-')}`
    : join(folder, 'socket');

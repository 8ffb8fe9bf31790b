/** The door to a console's worker: one question, then the worker is ended. Plain data both ways. */
import type { LayoutId } from '../core/databases/layouts.ts';
import type { Rows } from '../core/trace/trace.ts';
import type { ConsoleAnswer, ConsoleRequest } from '../sqlite/console.ts';

export type { ConsoleAnswer, ConsoleRequest } from '../sqlite/console.ts';

export interface FilesAsked {
  readonly layout: LayoutId;
  /** names of databases; several come in one archive */
  readonly databases: readonly string[];
  /** in the recorded layout, by `database.table` */
  readonly rows: Rows;
  /** what each file's name begins with */
  readonly prefix: string;
}

export type ConsoleAsk =
  | { readonly ask: 'run'; readonly request: ConsoleRequest }
  | { readonly ask: 'files'; readonly request: FilesAsked };

export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type ConsoleSays =
  | { readonly say: 'ready' }
  | { readonly say: 'answer'; readonly answer: ConsoleAnswer }
  | { readonly say: 'file'; readonly file: MadeFile }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly code: string; readonly message: string };

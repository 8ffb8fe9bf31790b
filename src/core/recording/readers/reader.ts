/** What a reader of one format is, and what it is given. */
import type { Redactor } from '../redact/redactor.ts';
import type { FileRead } from './records.ts';

export interface ReaderContext {
  readonly redact: Redactor;
  /** what it reads goes in here */
  readonly out: FileRead;
  /** of the file, without its folders: a label where a format names no service, and nothing else */
  readonly name: string;
  /** says that a part, named by its number (a line, a document), could not be read */
  skip(number: number, reason: string): void;
}

/** Takes a file line by line. */
export interface FormatReader {
  /** `number` from 1 */
  line(text: string, number: number): void;
  end(): void;
}

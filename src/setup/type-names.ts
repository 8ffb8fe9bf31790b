/** One word, one type: names of types that are declared in several files, as sentences with their places. */
import type { SourceFile } from './architecture-rules.ts';

/** What each component may call its own. */
const LOCAL_WORDS: readonly string[] = ['Props', 'RowProps', 'FormProps'];
/** amqplib's two APIs over one broker: the names are amqplib's, the same in both. */
const AMQPLIB: readonly string[] = ['amqp/callback-api.ts', 'amqp/promise-api.ts'];

interface Declaration {
  readonly name: string;
  readonly path: string;
  readonly isExported: boolean;
}

/** An exported name stands in one file only, any other in two at most. */
export function sharedTypeNames(files: readonly SourceFile[]): string[] {
  const byName = new Map<string, Declaration[]>();
  for (const one of files.flatMap(declarationsIn)) {
    byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  }
  return [...byName]
    .filter(([, all]) => all.length > (all.some((one) => one.isExported) ? 1 : 2))
    .map(([name, all]) => `${name} names ${all.length} types: ${all.map((one) => one.path).join(', ')}`);
}

function declarationsIn({ path, text }: SourceFile): readonly Declaration[] {
  if (!/\.tsx?$/.test(path) || AMQPLIB.includes(path)) return [];
  const found = [...text.matchAll(/^(export )?(?:interface|type) ([A-Z]\w*)\b(?= *[<={]| extends\b)/gm)];
  return found
    .map(([, isExported, name = '']) => ({ name, path, isExported: isExported !== undefined }))
    .filter(({ name }) => !LOCAL_WORDS.includes(name));
}

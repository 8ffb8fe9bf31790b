import { ArrowLeft } from 'lucide-react';
import type { JsonTable } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';

/** Durable or transient, then every other flag that is set, then the arguments. */
export function Flags({
  flags,
  table,
  texts,
}: {
  flags: {
    readonly durable: boolean;
    readonly auto_delete?: boolean | null;
    readonly internal?: boolean | null;
    readonly exclusive?: boolean;
  };
  table: JsonTable;
  texts: Texts;
}) {
  const t = texts.queues.flags;
  const set = (['auto_delete', 'internal', 'exclusive'] as const).filter((name) => flags[name] === true);
  const words = [flags.durable ? t.durable : t.transient, ...set.map((name) => t[name])];
  return (
    <>
      {words.join(texts.panels.common.comma)}
      <Arguments table={table} />
    </>
  );
}

/** A table of arguments, a line for each; nothing where there is none. */
export function Arguments({ table }: { table: JsonTable }) {
  return Object.entries(table).map(([name, value]) => (
    <span className="block" key={name}>
      <code
        lang="en"
        translate="no"
      >{`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`}</code>
    </span>
  ));
}

export function Lit({ texts }: { texts: Texts }) {
  return (
    <strong className="font-sans font-semibold whitespace-nowrap text-ink">
      {'\u2002'}
      <ArrowLeft size={14} strokeWidth={2.4} className="inline" aria-hidden="true" />{' '}
      {texts.panels.queues.thisStep}
    </strong>
  );
}

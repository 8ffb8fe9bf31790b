import type { Texts } from '../../i18n/index.ts';

/** What a recording cannot know: never shown as zero or as "none". */
export function Unknown({ texts }: { texts: Texts }) {
  const { unknown, unknownWhy } = texts.panels.common;
  return (
    <em className="unknown text-ink-2 italic" title={unknownWhy}>
      {unknown}
    </em>
  );
}

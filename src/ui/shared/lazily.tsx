/** What is loaded when it is first drawn, and with it the texts that it reads, in the language that is shown. */
import { type ComponentType, lazy, type ReactNode, use } from 'react';
import { hasTexts, loadPack, type Pack } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';

/** Suspends until both are there. `packs` must name every subject that the component, or what it draws, reads. */
export function lazily<Props extends object>(
  packs: readonly Pack[],
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Content = lazy(async () => ({ default: await load() })) as ComponentType<Props>;
  return (props) => (
    <WithTexts packs={packs} load={load}>
      <Content {...props} />
    </WithTexts>
  );
}

interface WithTextsProps {
  readonly packs: readonly Pack[];
  readonly load: () => Promise<unknown>;
  readonly children: ReactNode;
}

function WithTexts({ packs, load, children }: WithTextsProps) {
  const lang = useStore((s) => s.lang);
  if (hasTexts(lang, packs)) return children;
  // beside the texts, not after them; should it fail it does so again, and is told, when the content is drawn
  load().catch(() => undefined);
  for (const coming of packs.map((pack) => loadPack(lang, pack))) use(coming);
  return children;
}

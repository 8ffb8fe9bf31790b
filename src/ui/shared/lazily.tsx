/** What is loaded when it is first drawn, and with it its rules and the texts that it reads, in the language that is shown. */
import { type ComponentType, lazy, type ReactNode, use } from 'react';
import { forgetFailures, hasTexts, loadPack, type Pack } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { panelsSheet } from './panels-sheet.ts';

/** What could not be loaded, as what forgets it: React keeps the failure of a component for good. */
const failures = new Set<() => void>();

/** Whatever could not be loaded, texts too, is asked for again when it is drawn next. */
export function askAgain(): void {
  forgetFailures();
  for (const forget of failures) forget();
  failures.clear();
}

/**
 * Suspends until all are there, throws when they cannot be had. `packs` must name every subject that the component, or what it
 * draws, reads.
 */
export function lazily<Props extends object>(
  packs: readonly Pack[],
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const fresh = (): ComponentType<Props> =>
    lazy(async () => {
      try {
        const [content] = await Promise.all([load(), panelsSheet()]);
        return { default: content };
      } catch (error) {
        failures.add(() => {
          latest = fresh();
        });
        throw error;
      }
    }) as ComponentType<Props>;
  let latest = fresh();
  return (props) => {
    const Content = latest;
    return (
      <WithTexts packs={packs} load={load}>
        <Content {...props} />
      </WithTexts>
    );
  };
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

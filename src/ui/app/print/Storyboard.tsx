/** Chosen steps, each a picture with its sentences. */
import { textsOf } from '../../../i18n/index.ts';
import { usePageStore, useStore } from '../../../store/use-store.ts';
import { pictureOf } from '../../canvas/picture/picture-of.ts';
import { Head, MapFigure, StepWords } from './Handout.tsx';

export function Storyboard({ steps }: { steps: readonly number[] }) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).paper).sheet;
  const { story, name } = pictureOf(page.getState());
  return (
    <>
      <Head title={t.storyboard(name)} about={null} minutes={null} />
      {steps.map((n) => {
        const step = story.steps[n - 1];
        return step ? (
          <section key={n} className="paper-scene" data-paper-step={n}>
            <MapFigure story={story} n={n} caption={<StepWords step={step} trace={story.trace} />} />
          </section>
        ) : null;
      })}
    </>
  );
}

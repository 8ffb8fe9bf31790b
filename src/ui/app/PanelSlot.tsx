/** A panel in its place. A lesson stands beside or above the panel that it uses. */
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import { isRecording, scenarioOf } from '../../store/derived.ts';
import type { DockPanel } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { PANELS } from './panels.tsx';
import { Slot } from './Slot.tsx';

const Lesson = lazily(
  ['lessons', 'quiz', 'panels'],
  async () => (await import('../lesson/Lesson.tsx')).Lesson,
);

const NoExperiment = lazily(['recording'], async () => (await import('./NoExperiment.tsx')).NoExperiment);

export function PanelSlot({ name }: { name: DockPanel }) {
  const lesson = useStore((s) => lessonPlace(scenarioOf(s)));
  const isReadOnly = useStore(isRecording);
  const { content, needsExperiment } = PANELS[name];
  if (needsExperiment && isReadOnly) return <Slot of={NoExperiment} />;
  const own = <Slot of={content} />;
  if (lesson?.panel !== name || lesson.side === null) return own;
  if (lesson.side === 'above') {
    return (
      <>
        <Slot of={Lesson} />
        {own}
      </>
    );
  }
  return (
    <div className="@container h-full">
      <div className="h-full @min-[46rem]:grid @min-[46rem]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] @max-[46rem]:h-auto">
        <div className="overflow-auto border-line-2 @min-[46rem]:border-r @max-[46rem]:border-b">
          <Slot of={Lesson} />
        </div>
        {own}
      </div>
    </div>
  );
}

/** The map. What is no cloud with a queue is laid out by parts that are loaded for it. */
import { Suspense } from 'react';
import { isDirect } from '../../core/reading/wires.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import type { Preset } from './geometry.ts';
import { isPlayground } from './lanes.ts';
import { cloudMapOf } from './layout-nova.ts';
import { MapStage } from './MapStage.tsx';

const OtherMap = lazily(['thought'], async () => (await import('./OtherMap.tsx')).OtherMap);

const PRESETS: { readonly [layout: string]: Preset } = { tall: 'tall', phone: 'phone', lesson: 'lesson' };

interface MapViewProps {
  readonly layout: string;
  readonly isPicture?: boolean;
}

/** As a picture none of its parts takes the focus: in the frame of a course page they are too small for a finger. */
export function MapView({ layout, isPicture = false }: MapViewProps) {
  const projector = useStore((s) => s.theme === 'projector');
  const isOther = useStore((s) => isPlayground(traceOf(s).topology) || isDirect(traceOf(s)));
  const preset = PRESETS[layout] ?? (projector ? 'lesson' : 'desk');
  if (!isOther) return <MapStage preset={preset} isPicture={isPicture} mapOf={cloudMapOf} />;
  return (
    <Suspense>
      <OtherMap preset={preset} isPicture={isPicture} />
    </Suspense>
  );
}

/** Loaded for a playground, or the thought experiment without a queue. */
import { Bindings } from './Bindings.tsx';
import type { Preset } from './geometry.ts';
import { mapOf } from './layout.ts';
import { MapStage } from './MapStage.tsx';
import { InHullContext } from './map-context.ts';
import { Thought } from './Thought.tsx';

interface OtherMapProps {
  readonly preset: Preset;
  readonly isPicture: boolean;
}

export function OtherMap({ preset, isPicture }: OtherMapProps) {
  return (
    <InHullContext value={Bindings}>
      <MapStage preset={preset} isPicture={isPicture} mapOf={mapOf}>
        <Thought />
      </MapStage>
    </InHullContext>
  );
}

/** What flies over the map: loaded when its first picture stands. Without suspense, which would hold the picture back. */
import { type ComponentType, memo, useState } from 'react';
import { useLifetime } from '../shared/hooks.ts';
import { loading } from '../shared/loading.ts';
import type { FlowMap } from './geometry.ts';

type Layer = ComponentType<{ readonly map: FlowMap }>;

/** The page is not idle before it is drawn. */
const drawn = loading.begin();
const ended = () => {
  drawn();
  return () => undefined;
};
let layer: Layer | null = null;

export const Flying = memo(function Flying({ map }: { map: FlowMap }) {
  const [shown, show] = useState<Layer | null>(() => layer);
  const [load] = useState(() => () => {
    let isThere = true;
    const come = async (): Promise<void> => {
      try {
        layer ??= (await import('./Tokens.tsx')).Tokens;
        if (isThere) show(() => layer);
      } catch (error) {
        // told by the boundary around the map
        if (isThere)
          show(() => {
            throw error;
          });
      }
    };
    void come();
    return () => {
      isThere = false;
    };
  });
  useLifetime(load);
  return shown ? <Drawn map={map} of={shown} /> : null;
});

function Drawn({ map, of: Tokens }: { map: FlowMap; of: Layer }) {
  useLifetime(ended);
  return <Tokens map={map} />;
}

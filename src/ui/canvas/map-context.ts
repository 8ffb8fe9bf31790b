import { createContext } from 'react';
import type { FlowMap } from './geometry.ts';

/** The geometry that the nodes stand in. */
export const MapContext = createContext<FlowMap | null>(null);

import { type ComponentType, createContext } from 'react';
import type { Box, FlowMap } from './geometry.ts';

/** The geometry that the nodes stand in. */
export const MapContext = createContext<FlowMap | null>(null);

/** What a playground draws in its broker beside exchanges and queues. */
type InHull = ComponentType<{ readonly map: FlowMap; readonly hull: Box }>;
export const InHullContext = createContext<InHull | null>(null);

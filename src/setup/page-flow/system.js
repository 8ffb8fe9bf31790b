/**
 * Stands in for @xyflow/system in the page: all of it, but for what the map never asks of React Flow. No node is dragged or
 * moved by keys, none is removed, no line is drawn by hand and none by React Flow's own shapes. 4 KiB less before the first
 * picture.
 */
export * from '../../../node_modules/@xyflow/system/dist/esm/index.js';

const nothing = () => undefined;
const noPath = () => ['', 0, 0, 0, 0];

export const XYDrag = () => ({ update: nothing, destroy: nothing });
export const XYHandle = { onPointerDown: nothing, isValid: () => ({ connection: null, isValid: false }) };
export const calculateNodePosition = () => ({ position: { x: 0, y: 0 }, positionAbsolute: { x: 0, y: 0 } });
export const getElementsToRemove = async () => ({ nodes: [], edges: [] });
export const handleExpandParent = () => [];
export const getBezierPath = noPath;
export const getSmoothStepPath = noPath;
export const getStraightPath = noPath;
/** The map names all of them itself. */
export const defaultAriaLabelConfig = {};
export const mergeAriaLabelConfig = (given) => ({ ...given });
/** Sentences for whoever builds with React Flow: its number tells as much. */
export const errorMessages = new Proxy({}, { get: (_none, name) => () => String(name) });

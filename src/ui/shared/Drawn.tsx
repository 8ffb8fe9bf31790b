import { createElement, type ReactNode } from 'react';
import type { Shape } from './shapes.ts';

const elementOf = (one: Shape | string, key: number): ReactNode =>
  typeof one === 'string'
    ? one
    : createElement(one.tag, { key, ...one.attributes }, ...one.inside.map(elementOf));

/** Shapes as elements of the page, within an `<svg>` of it. */
export const drawn = (shapes: readonly Shape[]): ReactNode => shapes.map(elementOf);

/** The ring that points, in both windows alike: its middle is the place. */
export const RING = {
  width: 32,
  height: 32,
  margin: '-16px 0 0 -16px',
  border: '4px solid var(--color-focus)',
  outline: '2px solid var(--color-paper)',
} as const;

/** The layouts by name: apart from what stands in them, for those who only pass a name on. */

export const LAYOUT_IDS = [
  'recorded',
  'one-nova',
  'nova-and-api',
  'devstack-2019',
  'placement-apart',
] as const;
export type LayoutId = (typeof LAYOUT_IDS)[number];

/** The four of the lesson, in the order of history. */
export const LESSON_LAYOUTS = ['one-nova', 'nova-and-api', 'devstack-2019', 'placement-apart'] as const;

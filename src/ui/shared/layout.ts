/** Which arrangement the window gets. Portrait is another arrangement, not a smaller zoom. */
import { useRef } from 'react';
import { useMedia } from './hooks.ts';

/** `lesson` = wide and low (a projector), `desk` = wide and high, `tall` = a tablet upright, `phone`. */
export type PageLayout = 'lesson' | 'desk' | 'tall' | 'phone';

const MEDIA = {
  phone: '(max-width: 599px)',
  tall: '(max-width: 899px), (max-width: 1199px) and (max-aspect-ratio: 1/1)',
  low: '(max-height: 799px)',
} as const;

export function useLayout(): PageLayout {
  const phone = useMedia(MEDIA.phone);
  const tall = useMedia(MEDIA.tall);
  const low = useMedia(MEDIA.low);
  const now = phone ? 'phone' : tall ? 'tall' : low ? 'lesson' : 'desk';
  const kept = useRef<PageLayout>(now);
  // a sheet of paper has another size than the window: what is open stays as it is
  if (document.documentElement.dataset.printing === undefined) kept.current = now;
  return kept.current;
}

/** Whether the details stand below the story, in one column with it; else they have a panel of their own, and are open. */
export const useIsBelowStory = (): boolean => useLayout() === 'desk';

import { SquarePen } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { authorOf } from './author-store.ts';

export function AuthorButton() {
  const page = usePageStore();
  const label = useStore((s) => textsOf(s.lang).author.start);
  return (
    <Button data-author-open="" onClick={() => authorOf(page).setOpen(true)}>
      <SquarePen size="1.15em" strokeWidth={1.9} aria-hidden="true" />
      {label}
    </Button>
  );
}

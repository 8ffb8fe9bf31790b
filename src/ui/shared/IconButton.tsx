import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from './Button.tsx';

interface Props extends Omit<ComponentProps<typeof Button>, 'icon' | 'look' | 'children'> {
  readonly icon: LucideIcon;
  readonly name: string;
  /** the key that does the same */
  readonly pressed?: string;
}

/** A quiet button of one pictogram, in a bar: its name is heard, and seen while the pointer rests on it. */
export function IconButton({ icon: Icon, name, pressed, ...rest }: Props) {
  return (
    <Button icon look="quiet" aria-label={name} title={pressed ? `${name} (${pressed})` : name} {...rest}>
      <Icon size="1.2em" strokeWidth={1.9} aria-hidden="true" />
    </Button>
  );
}

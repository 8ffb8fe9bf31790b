import type { ComponentProps } from 'react';

type Look = 'plain' | 'filled' | 'quiet';
interface Props extends Omit<ComponentProps<'button'>, 'type'> {
  look?: Look;
  /** only a pictogram inside: then `aria-label` is required by the reader */
  icon?: boolean;
}

/** Every button of the page: at least 32 px, 44 px on touch layouts. */
export function Button({ look = 'plain', icon = false, className, ...rest }: Props) {
  const names = ['button', `button-${look}`, icon ? 'button-icon' : '', className ?? ''];
  return <button type="button" className={names.filter(Boolean).join(' ')} {...rest} />;
}

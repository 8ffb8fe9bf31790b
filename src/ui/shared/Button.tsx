import type { ComponentProps } from 'react';

type Look = 'plain' | 'filled' | 'quiet' | 'link' | 'name';
interface Props extends Omit<ComponentProps<'button'>, 'type'> {
  look?: Look;
  /** only a pictogram inside: then `aria-label` is required by the reader */
  icon?: boolean;
  /** `submit` in a form only */
  type?: 'button' | 'submit';
}

const CONTROL =
  'inline-flex min-h-9 min-w-9 flex-none items-center justify-center gap-2 rounded-m text-ui font-medium whitespace-nowrap transition-colors duration-120 disabled:cursor-default touch:min-h-[44px] touch:min-w-[44px]';
const WORD =
  'inline-flex min-h-6 min-w-6 items-center gap-1.5 rounded-s text-left text-ink touch:min-h-[44px] touch:min-w-[44px]';
const LOOKS: { readonly [L in Look]: string } = {
  plain: `${CONTROL} border border-line-2/60 bg-paper text-ink shadow-1 enabled:hover:border-line-2 enabled:hover:bg-canvas aria-pressed:border-ink aria-pressed:bg-sunken disabled:border-line disabled:text-ink-3 disabled:shadow-none forced-colors:aria-pressed:border-[Highlight]`,
  filled: `${CONTROL} bg-ink text-paper shadow-1 enabled:hover:bg-ink/85 disabled:bg-sunken disabled:text-ink-2 disabled:shadow-none forced-colors:border`,
  quiet: `${CONTROL} text-ink-2 enabled:hover:bg-sunken enabled:hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink disabled:text-ink-3`,
  /** stands among words: what it names can be opened */
  link: `${WORD} underline decoration-line-2 underline-offset-3 hover:bg-sunken hover:decoration-ink`,
  /** a name that can be pressed, where all names can */
  name: `${WORD} hover:underline hover:decoration-line-2 hover:underline-offset-3`,
};

/** Every button of the page: 36 px, 44 px on touch layouts; as a link among words at least 24. */
export function Button({ look = 'plain', icon = false, type = 'button', className = '', ...rest }: Props) {
  const padding = icon || look === 'link' || look === 'name' ? '' : look === 'filled' ? 'px-3.5' : 'px-3';
  return <button type={type} className={`button ${LOOKS[look]} ${padding} ${className}`} {...rest} />;
}

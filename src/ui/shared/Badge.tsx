import { memo } from 'react';

interface Props {
  readonly n: number;
  readonly tone?: 'plain' | 'mark' | 'bare';
}

/**
 * How many, behind a word. `mark` = rows that this step changed: the one thing that is yellow; `bare` = the number alone, in the
 * place of one that is marked in another step.
 */
export const Badge = memo(function Badge({ n, tone = 'plain' }: Props) {
  return (
    <span
      data-tone={tone}
      className="badge inline-grid min-w-5.5 place-items-center rounded-full bg-sunken px-1.5 text-cap font-semibold text-ink tabular-nums data-[tone=bare]:min-w-0 data-[tone=bare]:bg-transparent data-[tone=bare]:px-0 data-[tone=bare]:font-normal data-[tone=bare]:text-inherit data-[tone=mark]:bg-mark data-[tone=mark]:ring-1 data-[tone=mark]:ring-mark-line/60"
    >
      {n}
    </span>
  );
});

/** What a worker is asked for: how far it is, what it gives, or why it gives nothing. */
import { type ReactNode, Suspense, use } from 'react';
import { useStore as useSlice } from 'zustand';
import { type ReportAnswer, reports } from '../../store/reports.ts';
import { useLifetime } from './hooks.ts';
import { loading } from './loading.ts';

interface Props<T> {
  /** gives the same promise as long as nothing newer is there */
  readonly ask: () => Promise<ReportAnswer<T>>;
  /** said while it is being made, and where it cannot be */
  readonly t: { readonly making: string; readonly failed: (why: string) => string };
  /** of what is said in its place */
  readonly className?: string;
  readonly children: (value: T) => ReactNode;
}

export function Asked<T>({ ask, t, className = '', children }: Props<T>) {
  useSlice(reports.progress, ({ version }) => version);
  return (
    <Suspense fallback={<BeingMade said={t.making} className={className} />}>
      <Told answer={ask()} t={t} className={className}>
        {children}
      </Told>
    </Suspense>
  );
}

interface ToldProps<T> extends Pick<Props<T>, 't' | 'children'> {
  readonly className: string;
  readonly answer: Promise<ReportAnswer<T>>;
}

function Told<T>({ answer, t, className, children }: ToldProps<T>) {
  const told = use(answer);
  if ('value' in told) return children(told.value);
  return (
    <p className={`text-ui text-error ${className}`} role="alert" data-report-failed="">
      {t.failed(told.failed)}
    </p>
  );
}

function BeingMade({ said, className }: { readonly said: string; readonly className: string }) {
  const now = useSlice(reports.progress, (s) => s.now);
  // the page is not at rest before it is there
  useLifetime(loading.begin);
  const isHanding = now !== null && now.handed < now.total;
  return (
    <p
      className={`flex flex-wrap items-center gap-3 text-ui text-ink-2 ${className}`}
      role="status"
      data-report-making=""
    >
      {said}
      <progress
        className="h-2 w-48 max-w-full accent-ink"
        aria-label={said}
        {...(isHanding ? { max: now.total, value: now.handed } : {})}
      />
    </p>
  );
}

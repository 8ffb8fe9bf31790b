/** The shared hooks: the only place of the page where an effect is written. */
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { isSame } from '../../core/base/same.ts';

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  const subscribe = useCallback(
    (notify: () => void) => {
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    [list],
  );
  return useSyncExternalStore(subscribe, () => list.matches);
}

/** Size of the page's letters, px: the browser's setting, the theme's. */
export const remPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

interface Size {
  readonly width: number;
  readonly height: number;
  /** of the page's letters, in the same moment */
  readonly rem: number;
}

/** Size of an element in CSS pixels; null before it was measured. */
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, Size | null] {
  const ref = useRef<T>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      const size = { width, height, rem: remPx() };
      setSize((old) => (isSame(old, size) ? old : size));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}

/**
 * The room that a row's parent has, then how wide each of its buttons is, px; null before they were measured. They are measured
 * again when `key`, the room or one of them changes.
 */
export function useWidths<T extends HTMLElement>(key: string): [RefObject<T | null>, string | null] {
  const ref = useRef<T>(null);
  const [widths, setWidths] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it names what stands in the row
  useLayoutEffect(() => {
    const row = ref.current;
    const parent = row?.parentElement;
    if (!row || !parent) return;
    const all = [...row.querySelectorAll('button')];
    const read = (): void => {
      const each = all.map((one) => one.getBoundingClientRect().width);
      setWidths([parent.clientWidth, ...each].join(' '));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(parent);
    for (const one of all) observer.observe(one);
    return () => observer.disconnect();
  }, [key]);
  return [ref, widths];
}

/** Runs `start` while the component is mounted; `start` returns its own end. It must be a stable function. */
export function useLifetime(start: () => () => void): void {
  useEffect(start, [start]);
}

/** Calls `act` after a render in which `value` differs from the render before (not on the first). */
export function useChange<T>(value: T, act: (value: T) => void): void {
  const last = useRef(value);
  const latest = useRef(act);
  latest.current = act;
  useLayoutEffect(() => {
    if (Object.is(last.current, value)) return;
    last.current = value;
    latest.current(value);
  }, [value]);
}

/** What calls the latest `act`, and stays the same itself. */
export function useLatest(act: () => void): () => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback(() => latest.current(), []);
}

/** The value that was handed in first, for as long as those that come after it say the same. */
export function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (!isSame(kept.current, value)) kept.current = value;
  return kept.current;
}

/** The first value, and then each that has stayed for `ms`. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (Object.is(rested, value)) return;
    const timer = setTimeout(() => startTransition(() => setRested(value)), ms);
    return () => clearTimeout(timer);
  }, [value, rested, ms]);
  return rested;
}

import { beforeEach, expect, it } from 'vitest';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { stepsOf } from '../../store/derived.ts';
import { makeStore, type PageStore } from '../../store/store.ts';
import { keepHints } from './hints.ts';

let page: PageStore;
beforeEach(() => {
  page = makeStore({
    scenario: 'boot',
    experiment: { v: 1 },
    trace: smallBoot(),
    run: async () => smallBoot(),
  });
  keepHints(page);
});

const hint = () => {
  const { notice } = page.getState();
  return notice?.kind === 'hint' ? notice.which : null;
};
const changing = () => stepsOf(page.getState()).find((step) => step.n > 1 && step.rows.length > 0)?.n ?? 0;

it('each hint comes when what is before it was done, and after the last one none comes again', () => {
  expect(hint()).toBeNull();
  page.getState().seek(2);
  expect(hint()).toBe('node');
  page.getState().select({ kind: 'service', actor: 'nova-api' });
  page.getState().seek(1);
  page.getState().seek(changing());
  expect(hint()).toBe('rows');
  page.getState().setDock('tables');
  page.getState().seek(1);
  expect(hint()).toBe('search');
  page.getState().setSearching(true);
  expect(hint()).toBeNull();
  expect(page.getState().hints).toBe(false);
  page.getState().setSearching(false);
  page.getState().seek(3);
  expect(page.getState().notice).toBeNull();
});

it('who puts one away is told none again', () => {
  page.getState().seek(2);
  page.getState().setNotice(null);
  expect(page.getState().hints).toBe(false);
  page.getState().seek(3);
  expect(page.getState().notice).toBeNull();
});

it('what was already done needs no hint, and another notice is not pushed aside', () => {
  page.getState().select({ kind: 'service', actor: 'nova-api' });
  page.getState().setNotice({ kind: 'bad_run', message: 'x' });
  page.getState().seek(changing());
  expect(page.getState().notice?.kind).toBe('bad_run');
  page.getState().setNotice(null);
  page.getState().seek(1);
  page.getState().seek(changing());
  expect(hint()).toBe('rows');
  expect(page.getState().hints).toBe(true);
});

it('none stands while the run plays', () => {
  page.getState().play();
  page.getState().seek(2, 'player');
  expect(hint()).toBeNull();
  page.getState().pause();
  expect(hint()).toBe('node');
});

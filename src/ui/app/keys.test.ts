import { describe, expect, it } from 'vitest';
import { actionOf, type KeyAction } from './keys.ts';

const press = (key: string, code = key, shiftKey = false) => ({ key, code, shiftKey });

describe('the keyboard map', () => {
  it.each<[string, ReturnType<typeof press>, KeyAction]>([
    ['Space plays and pauses', press(' ', 'Space'), 'toggle'],
    ['K plays and pauses', press('k', 'KeyK'), 'toggle'],
    ['Right is the next step', press('ArrowRight'), 'next'],
    ['PageDown, as presenter remotes send it, is the next step', press('PageDown'), 'next'],
    ['Shift and Left is the chapter before', press('ArrowLeft', 'ArrowLeft', true), 'previous_chapter'],
    ['End is the last step', press('End'), 'last'],
    ['> is faster', press('>', 'Period', true), 'faster'],
    ['a full-width question mark from an active IME opens the keys', press('？', 'Slash', true), 'help'],
    ['3 goes to the third panel', press('3', 'Digit3'), 'panel_3'],
    ['/ searches', press('/', 'Slash'), 'search'],
    ['a full-width slash from an active IME searches', press('／', 'Slash'), 'search'],
    ['M sets a bookmark', press('m', 'KeyM'), 'bookmark'],
    ['F6 walks on, and back with Shift', press('F6', 'F6', true), 'landmark_back'],
  ])('%s', (_title, given, action) => {
    expect(actionOf(given, true)).toBe(action);
  });

  it('leaves only keys that are no single characters when those are switched off', () => {
    expect(actionOf(press('k', 'KeyK'), false)).toBeNull();
    expect(actionOf(press('?', 'Slash', true), false)).toBeNull();
    expect(actionOf(press('1', 'Digit1'), false)).toBeNull();
    expect(actionOf(press('/', 'Slash'), false)).toBeNull();
    expect(actionOf(press('ArrowRight'), false)).toBe('next');
    expect(actionOf(press(' ', 'Space'), false)).toBe('toggle');
  });

  it('gives nothing to keys that it does not name', () => {
    expect(actionOf(press('x', 'KeyX'), true)).toBeNull();
    expect(actionOf(press('Backspace'), true)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { ANY_ROOM, type ClassMessage, readSaid, written } from './messages.ts';

const said = (name: string, body: unknown, more: object = {}): string =>
  JSON.stringify({ novascope: 1, room: 'r', from: 'w', n: 1, name, body, ...more });

describe('a message between the windows of a class', () => {
  it('comes out as it went in', () => {
    const message: ClassMessage = { room: 'r', from: 'w', n: 3, name: 'seek', body: { n: 7 } };
    expect(readSaid(written(message), 'r')).toEqual(message);
  });

  it('is heard by its own class alone, and by every class where its sender knows none yet', () => {
    expect(readSaid(said('hello', {}), 'r')).not.toBeNull();
    expect(readSaid(said('hello', {}), 'another')).toBeNull();
    expect(readSaid(said('hello', {}, { room: ANY_ROOM }), 'another')).not.toBeNull();
    expect(readSaid(said('hello', {}), null)).not.toBeNull();
  });

  it.each([
    ['no text', { novascope: 1 }],
    ['no JSON', '{'],
    ['not of this page', JSON.stringify({ room: 'r', name: 'seek', body: { n: 1 } })],
    ['of a name that is not in the table', said('destroy', {})],
    ['of a name that every object has', said('toString', {})],
    ['with a step that is no number', said('seek', { n: '7' })],
    ['with a key too many', said('seek', { n: 7, more: 1 })],
    ['with a place outside the window', said('point', { x: 40, y: 0, on: true })],
    ['without a count', said('hello', {}, { n: undefined })],
    ['with a key too many around it', said('hello', {}, { more: 1 })],
    ['with more boxes than a window has', said('boxes', { ratio: 1, boxes: Array(1001).fill({}) })],
  ])('is passed over when it is %s', (_, given) => {
    expect(readSaid(given, 'r')).toBeNull();
  });
});

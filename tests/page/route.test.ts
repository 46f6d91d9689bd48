import { describe, expect, it } from 'vitest';
import { possibleView, readRoute, writeRoute } from '../../src/platforms/local/page/route.ts';
import type { Places } from '../../src/platforms/local/page/wire.ts';

const places: Places = {
  server: { name: 'Rapport playground' },
  channels: [
    { id: 'local:channel/daily', name: 'daily', topic: '', unread: 0, pings: 0 },
    { id: 'local:channel/lounge', name: 'lounge', topic: '', unread: 0, pings: 0 },
  ],
  threads: [
    { id: 'local:thread/9', channel: 'local:channel/daily', title: 'Question 1', state: 'open', starter: 'local:message/8', messages: 1 },
  ],
  directs: [{ id: 'local:direct/ana', with: { id: 'local:user/rapport', name: 'Rapport' } }],
  groups: [],
};

describe('the address', () => {
  it('leads back to where it was written, whatever the ids hold', () => {
    const view = { place: 'local:channel/daily', thread: 'a:b/c&thread=d', home: false };
    expect(readRoute(writeRoute('ana', view))).toEqual({ as: 'ana', ...view });
  });

  it('is read as nowhere when it is empty', () => {
    expect(readRoute('')).toEqual({ as: null, place: null, thread: null, home: false });
  });
});

describe('where a person can be', () => {
  it('is the first channel when the place is not theirs', () => {
    expect(possibleView({ place: 'local:direct/ben', thread: null, home: true }, places)).toEqual({
      place: 'local:channel/daily',
      thread: null,
      home: false,
    });
  });

  it('is the channel of a thread that is named alone', () => {
    expect(possibleView({ place: null, thread: 'local:thread/9', home: false }, places)).toEqual({
      place: 'local:channel/daily',
      thread: 'local:thread/9',
      home: false,
    });
  });

  it('has no thread that is gone, and the page about oneself only beside the direct message', () => {
    expect(possibleView({ place: 'local:channel/lounge', thread: 'local:thread/1', home: true }, places)).toEqual({
      place: 'local:channel/lounge',
      thread: null,
      home: false,
    });
    expect(possibleView({ place: 'local:direct/ana', thread: null, home: true }, places).home).toBe(true);
  });
});

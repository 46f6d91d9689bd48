// One object of state, replaced and never altered, and a hook that redraws a component only when the part it looks at changed.
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

export interface Store<State> {
  get(): State;
  /** Replaces the parts that `how` returns. */
  change(how: (state: State) => Partial<State>): void;
  /** Returns what ends it. */
  subscribe(listener: () => void): () => void;
}

export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    change(how) {
      state = { ...state, ...how(state) };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `select` must return something that stays the same object while it means the same. */
export function useStore<State, Part>(store: Store<State>, select: (state: State) => Part): Part {
  const part = select(store.get());
  const latest = useRef({ select, part });
  latest.current = { select, part };
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    const look = (): void => {
      if (!Object.is(latest.current.select(store.get()), latest.current.part)) redraw(undefined);
    };
    look(); // it may have changed between the drawing and now
    return store.subscribe(look);
  }, [store]);
  return part;
}

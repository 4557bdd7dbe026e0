interface Listeners {
  readonly callbacks: Set<() => void>;
  readonly notify: () => void;
}

const listeners = new WeakMap<AbortSignal, Listeners>();

/**
 * Calls back when the signal aborts. All callbacks of a signal share one listener, because Node
 * warns about a possible leak when a signal has more than ten.
 *
 * @returns A function that removes the callback. When all callbacks are removed, the listener is
 *   removed too.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks, notify } = listenersOf(signal);
  if (callbacks.size === 0) signal.addEventListener("abort", notify);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", notify);
  };
}

function listenersOf(signal: AbortSignal): Listeners {
  let known = listeners.get(signal);
  if (known === undefined) {
    const callbacks = new Set<() => void>();
    const notify = () => {
      for (const callback of callbacks) callback();
    };
    known = { callbacks, notify };
    listeners.set(signal, known);
  }
  return known;
}

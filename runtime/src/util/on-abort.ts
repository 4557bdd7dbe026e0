interface Listening {
  readonly callbacks: Set<() => void>;
  readonly notify: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

/**
 * Calls back when the signal aborts. Many calls can share one signal, and so they share one listener: Node
 * reports a signal with more than ten listeners as a possible leak.
 *
 * @returns A function that removes the callback; nothing stays on the signal when all are removed.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks, notify } = listeningTo(signal);
  if (callbacks.size === 0) signal.addEventListener("abort", notify);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", notify);
  };
}

function listeningTo(signal: AbortSignal): Listening {
  let known = listening.get(signal);
  if (known === undefined) {
    const callbacks = new Set<() => void>();
    const notify = () => {
      for (const callback of callbacks) callback();
    };
    known = { callbacks, notify };
    listening.set(signal, known);
  }
  return known;
}

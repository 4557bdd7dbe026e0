import { onAbort } from "./on-abort.js";

/** The longest timer, 25 days. A timer with a longer delay fires immediately. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

/** Waits. An abort ends the pause early. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop?.();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const stop = signal && onAbort(signal, end);
    if (signal?.aborted) end();
  });
}

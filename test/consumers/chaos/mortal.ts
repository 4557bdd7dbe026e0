import type { CheckpointStore } from "ddb-pattern-runtime/consumers";
import type { Random } from "./random.js";

/** The error of each call of a process that was killed. */
export class KilledError extends Error {
  override readonly name = "KilledError";

  constructor() {
    super("The process was killed.");
  }
}

/** The error of a call that failed, before or after its effect, in a process that goes on. */
export class LostError extends Error {
  override readonly name = "LostError";

  constructor() {
    super("The call was lost, or its answer.");
  }
}

/** The probabilities of what happens to a call of a process to the outside. */
export interface Fate {
  /** The process is killed before the call, or after its effect. */
  readonly killed: number;
  /** The call fails, before or after its effect, and the process goes on. */
  readonly lost: number;
  /** Others go on first. */
  readonly delayed: number;
}

/** The fate of a process to which nothing happens. */
export const UNHARMED: Fate = { killed: 0, lost: 0, delayed: 0 };

/**
 * A process that is killed at random: before one of its calls to the outside, or after one, so that the
 * call had its effect and nobody knows. From then on all of its calls fail, and nothing of it goes on.
 */
export class Mortal {
  readonly #random: Random;
  readonly #fate: Fate;
  isDead = false;

  constructor(random: Random, fate: Fate) {
    this.#random = random;
    this.#fate = fate;
  }

  async call<Result>(call: () => Promise<Result> | Result): Promise<Result> {
    this.#endAtRandom();
    if (this.#random.chance(this.#fate.delayed)) await new Promise((go) => setImmediate(go));
    if (this.isDead) throw new KilledError();
    const result = await call();
    this.#endAtRandom();
    return result;
  }

  #endAtRandom(): void {
    if (this.#random.chance(this.#fate.killed / 2)) this.isDead = true;
    if (this.isDead) throw new KilledError();
    if (this.#random.chance(this.#fate.lost / 2)) throw new LostError();
  }
}

/** A client of the SDK whose requests are calls of a mortal process. */
export function mortalClient<Client extends { send: (...args: never[]) => Promise<unknown> }>(
  client: Client,
  mortal: Mortal,
): Client {
  return new Proxy(client, {
    get(target, name, receiver) {
      if (name !== "send") return Reflect.get(target, name, receiver);
      return (...args: never[]) => mortal.call(() => target.send(...args));
    },
  });
}

export function mortalCheckpoints(store: CheckpointStore, mortal: Mortal): CheckpointStore {
  return {
    read: (...args) => mortal.call(() => store.read(...args)),
    compareAndSet: (...args) => mortal.call(() => store.compareAndSet(...args)),
  };
}

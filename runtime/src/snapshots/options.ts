import { InvalidArgumentError } from "../errors.js";
import { checkedPositiveInteger, readMembers } from "../util/members.js";
import { isStoredName } from "../util/stored-name.js";

/** How a fold's states are kept between calls. */
export interface SnapshotOptions<State> {
  /**
   * The name of the fold's snapshots: 1 to 100 letters, digits, `_`, `-` or `.`. Each fold of a stream needs its own, because a fold
   * trusts all snapshots of its name and version.
   */
  readonly name: string;
  /**
   * The version of the fold: a positive integer. Raise it with every change of the handlers, of the
   * upcasters or of the codec that changes a state. Snapshots of other versions are not read.
   */
  readonly version: number;
  /** The number of events after which a new snapshot is written. Default 100. */
  readonly every?: number;
  /**
   * Converts states for storage. Required for states with values that DynamoDB does not store as
   * they are, such as `Map`, `Set` and `Date`. Members that are `undefined` are left out.
   */
  readonly codec?: SnapshotCodec<State>;
}

/** Converts states to values that DynamoDB stores, and back. */
export interface SnapshotCodec<State> {
  /** Returns a JSON value, which may also have `Uint8Array`. */
  readonly encode: (state: State) => unknown;
  /** The inverse of `encode`. If it throws, the snapshot is not used. */
  readonly decode: (stored: unknown) => State;
}

const MEMBERS = ["name", "version", "every", "codec"] as const;

/** @throws InvalidArgumentError */
export function checkedSnapshots(
  given: unknown,
  fold: string,
  isConsistent: boolean,
): SnapshotOptions<unknown> {
  if (!isConsistent) {
    throw new InvalidArgumentError(
      `${fold} cannot have "snapshots", because the stream is not consistent: its events have no revisions.`,
    );
  }
  const { name, version, every = 100, codec } = readMembers(given, `${fold}: "snapshots"`, MEMBERS);
  if (!isStoredName(name)) {
    throw new InvalidArgumentError(
      `${fold}: "name" of "snapshots" must have 1 to 100 letters, digits, "_", "-" or ".".`,
    );
  }
  return {
    name,
    version: checkedPositiveInteger("version", version),
    every: checkedPositiveInteger("every", every),
    ...(codec === undefined ? {} : { codec: checkedCodec(codec, fold) }),
  };
}

function checkedCodec(codec: unknown, fold: string): SnapshotCodec<unknown> {
  const { encode, decode } = codec as SnapshotCodec<unknown>;
  if (typeof encode === "function" && typeof decode === "function") {
    return codec as SnapshotCodec<unknown>;
  }
  throw new InvalidArgumentError(`${fold}: "codec" must have the functions "encode" and "decode".`);
}

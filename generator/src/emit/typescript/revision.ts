/**
 * Grows whenever the same schema gives another module. It is part of every header's hash, so that files
 * of an older generator are found stale without loading the emitter; a test holds it to the emitted
 * examples. The version of the package is not part of the hash: an upgrade that changes nothing shall
 * change nothing.
 */
export const EMIT_REVISION = 5;

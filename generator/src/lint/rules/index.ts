import type { Rule } from "../rule.js";
import { entitySpelling } from "./entity-spelling.js";
import { entityWithSuffix } from "./entity-with-suffix.js";
import { eventWithoutStream } from "./event-without-stream.js";
import { eventWithoutWire } from "./event-without-wire.js";
import { hotKey } from "./hot-key.js";
import { idLikeName } from "./id-like-name.js";
import { idTypesDiffer } from "./id-types-differ.js";
import { idWithoutLookup } from "./id-without-lookup.js";
import { manyCopies } from "./many-copies.js";
import { neverMatches } from "./never-matches.js";
import { piiInKey } from "./pii-in-key.js";
import { roleWithoutEntity } from "./role-without-entity.js";
import { similarName } from "./similar-name.js";
import { unreachableEvent } from "./unreachable-event.js";

/** Every rule, in the order of its code. The keys of `allow:` in events.schema.json are made of this list. */
export const rules: readonly Rule[] = [
  entitySpelling,
  entityWithSuffix,
  eventWithoutStream,
  eventWithoutWire,
  hotKey,
  idLikeName,
  idTypesDiffer,
  idWithoutLookup,
  manyCopies,
  neverMatches,
  piiInKey,
  roleWithoutEntity,
  similarName,
  unreachableEvent,
];

import {
  EventTooLargeError,
  EventValidationError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import type { EventModel } from "../../../generator/src/model/model.js";
import { type Aim, type Candidate, candidatesOf } from "./candidates.js";
import type { Draws } from "./draws.js";
import type { Finding } from "./findings.js";

import type { Release } from "./release.js";
import type { Written } from "./stored-events.js";

/** An event that a release can save, as far as is known before it is tried. */
export interface Attempt {
  readonly writer: Release;
  readonly event: EventModel;
  readonly candidate: Candidate;
}

const MANY = 60;

/** Events of all types of a release, aimed at what findings are about. */
export function attemptsOf(
  writer: Release,
  reader: Release,
  findings: readonly Finding[],
  draws: Draws,
  count: number = MANY,
): Attempt[] {
  const aim = { ...aimOf(writer, reader, findings), count };
  // Nothing depends on stored events of event types that are drafts.
  const events = writer.model.events.filter(({ isDraft }) => !isDraft);
  return events.flatMap((event) =>
    candidatesOf(writer, event, aim, draws).map((candidate) => ({ writer, event, candidate })),
  );
}

/** Saves an event with the client of its writer; `undefined` if it is not valid. */
export async function save(
  { writer, event, candidate }: Attempt,
  client: ReturnType<Release["open"]>,
): Promise<Written | undefined> {
  try {
    return { writer, event, candidate, saved: await client.saveEvent(candidate) };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return [EventValidationError, EventTooLargeError, TransactionLimitError].some(
    (kind) => error instanceof kind,
  );
}

/** The clients of several releases on one table. */
export class Clients {
  readonly #documents: DocumentClient;
  readonly #tableName: string;
  readonly #clients = new Map<Release, ReturnType<Release["open"]>>();

  constructor(documents: DocumentClient, tableName: string) {
    this.#documents = documents;
    this.#tableName = tableName;
  }

  of(release: Release): ReturnType<Release["open"]> {
    const client = this.#clients.get(release) ?? release.open(this.#documents, this.#tableName);
    this.#clients.set(release, client);
    return client;
  }
}

const MAX_FOREIGN = 8;

function aimOf(writer: Release, reader: Release, findings: readonly Finding[]): Omit<Aim, "count"> {
  const paths = findings.flatMap(({ oldPath, newPath }) => [oldPath, newPath]);
  const known = new Set(writer.names);
  const added = reader.names.filter((name) => !known.has(name));
  const found = findings.flatMap(({ newPath }) => newPath.slice(-1));
  return {
    names: new Set(paths.flat()),
    foreign: [...new Set([...found, ...added])].slice(0, MAX_FOREIGN),
  };
}

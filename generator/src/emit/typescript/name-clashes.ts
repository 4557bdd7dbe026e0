import { Reporter } from "../../analysis/reporter.js";
import type { Diagnostic, YamlPath } from "../../diagnostics/diagnostic.js";
import type { CheckedDocument } from "../../language/document.js";
import { hasVersions, type Model } from "../../model/model.js";
import {
  foldName,
  inputName,
  interfaceName,
  memberName,
  moduleNames,
  streamInputName,
  unionName,
  versionName,
  versionNames,
} from "./names.js";

/** Members that every JavaScript object has, or that would make one a promise. */
const RESERVED_MEMBERS = new Set(["constructor", "hasOwnProperty", "then", "toString", "valueOf"]);

/** Members of a fold, or of the handlers of a consumer, besides the functions by event type. */
const HANDLER_MEMBERS = new Set(["initial", "snapshots", "streams"]);

/**
 * Names of a schema that would become one name in the generated module. None where the schema has no legal name,
 * as names of the module begin with it.
 */
export function checkNames(model: Model, checked: CheckedDocument): readonly Diagnostic[] {
  const report = new Reporter(checked);
  if (model.name === "") return report.diagnostics;
  const module = new Names(report);
  const { metadata, ...names } = moduleNames(model.name);
  for (const name of Object.values(names)) module.claim(name, "a part of every module");
  if (hasVersions(model)) {
    for (const name of Object.values(versionNames(model.name))) {
      module.claim(name, "a part of every module with earlier versions");
    }
  }
  if (model.metadata.length > 0) module.claim(metadata, "the metadata", ["metadata"]);
  for (const { name } of model.types) module.claim(name, `the type ${name}`, ["types", name]);
  for (const { name } of model.groups) module.claim(name, `the group ${name}`, ["groups", name]);
  for (const event of model.events) {
    const owner = `the event type ${event.type}`;
    const path = ["events", event.type];
    // Event types whose interfaces clash have inputs that clash, too: one mistake.
    if (!module.claim(interfaceName(event), owner, path)) continue;
    module.claim(inputName(event), `the input of ${event.type}`, path);
    for (const { version } of event.previous) {
      const versionPath = [...path, "previous", String(version)];
      module.claim(versionName(event, version), `version ${version} of ${event.type}`, versionPath);
    }
  }
  for (const { storedType, type } of model.events) {
    if (!HANDLER_MEMBERS.has(storedType)) continue;
    const handlers = new Names(report);
    handlers.claim(storedType, "a member of folds and consumers");
    handlers.claim(storedType, `the event type ${type}`, ["events", type]);
  }
  const members = new Names(report);
  for (const name of RESERVED_MEMBERS) members.claim(name, "a member of every object");
  for (const stream of model.streams) {
    const owner = `the stream ${stream.name}`;
    const path = ["streams", stream.name];
    // Streams whose types clash would clash as members, too: one mistake.
    if (!module.claim(unionName(model.name, stream), owner, path)) continue;
    module.claim(
      streamInputName(model.name, stream),
      `the inputs of the stream ${stream.name}`,
      path,
    );
    module.claim(foldName(stream), `the fold of the stream ${stream.name}`, path);
    members.claim(memberName(stream), owner, path);
  }
  return report.diagnostics;
}

/** What has a name, and where; what is in every module stands nowhere. */
interface Owner {
  readonly owner: string;
  readonly path: YamlPath;
}

class Names {
  readonly #owners = new Map<string, Owner>();
  readonly #report: Reporter;

  constructor(report: Reporter) {
    this.#report = report;
  }

  /** Whether the name was free. */
  claim(name: string, owner: string, path: YamlPath = []): boolean {
    const first = this.#owners.get(name);
    if (first === undefined) {
      this.#owners.set(name, { owner, path });
      return true;
    }
    const isInSchema = first.path.length > 0;
    const about = { name, first: first.owner, second: owner, isInSchema };
    const related = isInSchema ? [{ path: first.path, message: `${first.owner} is here` }] : [];
    this.#report.atKey("name-clash", path, about, related);
    return false;
  }
}

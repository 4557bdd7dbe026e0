import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { hasOmissibleFields, type Model } from "../../model/model.js";
import { moduleNames, optionalNames } from "../../model/names.js";
import type { Reporter } from "../reporter.js";

/** Members that every JavaScript object has, or that would make one a promise. */
const RESERVED_MEMBERS = new Set(["constructor", "hasOwnProperty", "then", "toString", "valueOf"]);

/** Reports names of the schema that would become one name in the generated module. */
export function checkNames(model: Model, report: Reporter): void {
  const module = new Names(report);
  for (const name of Object.values(moduleNames(model.name)))
    module.claim(name, "a part of every module");
  const { metadata, defaultMap } = optionalNames(model.name);
  if (model.metadata.length > 0) module.claim(metadata, "the metadata", ["metadata"]);
  if (hasOmissibleFields(model)) {
    module.claim(defaultMap, "the fields with defaults");
  }
  for (const { name } of model.types) module.claim(name, `the type ${name}`, ["types", name]);
  for (const { type, interfaceName } of model.events) {
    module.claim(interfaceName, `the event type ${type}`, ["events", type]);
  }
  const members = new Names(report);
  for (const name of RESERVED_MEMBERS) members.claim(name, "what every object has");
  for (const { name, unionName, memberName } of model.streams) {
    // Streams whose types clash would clash as members, too: one mistake.
    if (!module.claim(unionName, `the stream ${name}`, ["streams", name])) continue;
    members.claim(memberName, `the stream ${name}`, ["streams", name]);
  }
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

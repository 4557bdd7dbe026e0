import type { YamlPath } from "../diagnostics/diagnostic.js";
import { BROKEN, type PartialShape } from "../language/document.js";
import { MAX_INCLUDED_FIELDS } from "../language/limits.js";
import type { Field, GroupModel } from "../model/model.js";
import { addTo } from "../util/add-to.js";
import type { Analysis } from "./analysis.js";
import { type DeclaredFields, declareFields, groupFieldPath } from "./fields.js";
import { reportUndeclared } from "./undeclared.js";

/** Declares the groups: fields that several event types share. */
export function declareGroups(analysis: Analysis): void {
  const { groups = {} } = analysis.document;
  if (groups === BROKEN) return;
  analysis.groups = Object.entries(groups).flatMap(([name, raw]): GroupModel[] => {
    if (raw === BROKEN) return [];
    const declared = declareFields(raw, { path: ["groups", name], group: name }, analysis);
    if (!declared.areIdsKnown) analysis.unknown.groups.add(name);
    return [{ name, fields: declared.fields }];
  });
}

/** Reports groups that are included too often: each field of a group is a field of each event type that includes it. */
function checkIncluded(analysis: Analysis): void {
  const { document, groups, report } = analysis;
  const sizes = new Map(groups.map(({ name, fields }) => [name, fields.length]));
  let count = 0;
  for (const raw of Object.values(document.events ?? {})) {
    if (raw === BROKEN) continue;
    const versions = Object.values(raw.previous ?? {}).filter((version) => version !== BROKEN);
    const included = [raw, ...versions].flatMap(({ include = [] }) => include);
    for (const name of included) count += name === BROKEN ? 0 : (sizes.get(name) ?? 0);
  }
  if (count <= MAX_INCLUDED_FIELDS) return;
  const what = "The data of all event types together, with the fields of their groups,";
  report.atKey("too-many-parts", ["groups"], { what, count, limit: MAX_INCLUDED_FIELDS });
  analysis.isTooLarge = true;
}

/** The groups that an event type includes, and their fields. */
export interface Included extends DeclaredFields {
  readonly names: readonly string[];
}

/**
 * Reads `include:` of the event types, one after the other: a group that is not there is reported once, and so are two
 * groups with one field.
 */
export class GroupReader {
  readonly #analysis: Analysis;
  readonly #groups: ReadonlyMap<string, GroupModel>;
  /** Names that no group has → where they are included. */
  readonly #missing = new Map<string, YamlPath[]>();
  readonly #included = new Set<string>();
  readonly #clashes = new Set<string>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    checkIncluded(analysis);
    // Those of a schema that is too large are not included at all.
    const groups = analysis.isTooLarge ? [] : analysis.groups;
    this.#groups = new Map(groups.map((group) => [group.name, group]));
  }

  /** The groups of one event type, or of an earlier version of it, at a path. */
  read(owner: YamlPath, { include = [] }: Pick<PartialShape, "include">): Included {
    const { unknown } = this.#analysis;
    const names: string[] = [];
    const fields = new Map<string, Field>();
    let areIdsKnown = true;
    include.forEach((name, index) => {
      const path = [...owner, "include", index];
      const group = name === BROKEN ? undefined : this.#groups.get(name);
      if (name === BROKEN || group === undefined) {
        areIdsKnown = false;
        if (name !== BROKEN) addTo(this.#missing, name, path);
        return;
      }
      names.push(name);
      this.#included.add(name);
      if (unknown.groups.has(name)) areIdsKnown = false;
      for (const field of group.fields) {
        const first = fields.get(field.name);
        if (first === undefined) fields.set(field.name, field);
        else this.#reportClash(first, field, path);
      }
    });
    return { names, fields: [...fields.values()], areIdsKnown };
  }

  /** Reports the names that no group has. */
  reportMissing(): void {
    const { document, report, suggest } = this.#analysis;
    // A group that is broken is reported itself, and a section that is broken may have any group.
    const { groups: declared = {} } = document;
    if (declared === BROKEN || this.#analysis.isTooLarge) return;
    // A file of groups cannot be imported, which is reported there.
    const documents = [...this.#analysis.scopes.keys()].map((checked) => checked.document);
    if (documents.some((other) => other !== document && other.groups !== undefined)) return;
    // Those that nothing includes come first: of two names that are as near, theirs is the likelier one.
    const isUsed = (name: string) => this.#included.has(name) || this.#missing.has(name);
    const unused = Object.keys(declared).filter((name) => !isUsed(name));
    const names = [...unused, ...this.#included];
    const broken = unused.filter((name) => declared[name] === BROKEN);
    for (const [name, uses] of this.#missing) {
      // The name of a broken group may be what is wrong with it.
      if (Object.hasOwn(declared, name) || suggest(name, broken) !== undefined) continue;
      const suggestion = suggest(name, names);
      const isUnused = suggestion !== undefined && !this.#included.has(suggestion);
      const declaration = { report, as: "not included" };
      reportUndeclared({
        code: "unknown-group",
        about: { name, suggestion, isType: Object.hasOwn(document.types ?? {}, name) },
        uses: uses.map((path) => ({ path, report })),
        use: "it is included here",
        unused: isUnused
          ? { ...declaration, path: ["groups", suggestion], name: suggestion }
          : undefined,
      });
    }
  }

  #reportClash(first: Field, second: Field, path: YamlPath): void {
    const key = [...[first.group, second.group].sort(), second.name].join();
    if (this.#clashes.has(key)) return;
    this.#clashes.add(key);
    const related = [first, second].map((field) => ({
      path: groupFieldPath(field),
      message: `${field.group} has it here`,
    }));
    const { group: firstGroup = "" } = first;
    const about = { name: second.name, groups: [firstGroup, second.group ?? ""] };
    this.#analysis.report.atValue("duplicate-field", path, about, related);
  }
}

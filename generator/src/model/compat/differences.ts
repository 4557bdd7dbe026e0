import { resolve, type TypesByName } from "../aliases.js";
import type { DataShape, Field, FieldType, ObjectType, UnionType } from "../model.js";
import { branchObjects, tagValues } from "../unions.js";
import { constraintChanges } from "./constraints.js";
import type { Difference, DifferenceKind, Member, ModelPath } from "./difference.js";
import { fits } from "./fits.js";
import { canBeMissing, storedNames } from "./mechanical.js";
import { hasIntegersOnly } from "./numbers.js";
import { guessRenames } from "./renames.js";
import { formatFits } from "./strings.js";
import { typeText } from "./type-text.js";

/** The named types of the old and of the new schema, and the names that the new one reserves. */
export interface Schemas {
  readonly oldTypes: TypesByName;
  readonly newTypes: TypesByName;
  /** @param owner - An event type, a group or a named type of the new schema. */
  readonly isReserved: (owner: string, name: string) => boolean;
}

/** The data of one version of an event type in both schemas, or metadata. */
export interface ShapePair {
  readonly old: Pick<DataShape, "fields" | "isOpen">;
  readonly new: Pick<DataShape, "fields" | "isOpen">;
  /** Where the fields are that are not those of a group: `["events", "PRICE_LOWERED", "data"]`. */
  readonly oldPath: ModelPath;
  readonly newPath: ModelPath;
  /** The owner of reserved names; `undefined` if no names can be reserved. */
  readonly owner: string | undefined;
}

/** A field of an old and a new shape that has the same values. */
export interface FieldPair {
  readonly old: Field;
  readonly new: Field;
  /** Whether the schema says nothing of it, and only the fields' likeness does. */
  readonly isGuessed: boolean;
}

/** Two types, or parts of types, to compare. */
interface TypePair {
  readonly old: FieldType;
  readonly new: FieldType;
  readonly place: Place;
  /** The tag of a union that has the types as branches: what its values select is compared already. */
  readonly tag: string | undefined;
}

interface Place {
  readonly path: ModelPath;
  readonly oldPath: ModelPath;
  readonly newPath: ModelPath;
  /** The named type that the part is the top of. */
  readonly owner?: string | undefined;
  /** The fields whose types are compared. */
  readonly oldMember?: Field;
  readonly newMember?: Field;
}

type Change = Pick<Difference, "kind"> &
  Partial<Omit<Difference, "path" | "oldPath" | "newPath" | "kind">>;

/**
 * The differences of the given shapes, each at its deepest part, and once: a change of a named type or of a
 * group is one difference. Types that contain themselves are compared once.
 *
 * What a reader does with the old values is not considered here: it ignores members that no schema lists.
 */
export function differences(shapes: Iterable<ShapePair>, schemas: Schemas): Difference[] {
  const comparison = new DifferenceFinder(schemas);
  for (const shape of shapes) comparison.addShape(shape);
  return comparison.run();
}

/** The fields of two shapes that have the same values: by name, then by alias, then by likeness. */
export function pairFields(
  { old, new: next, owner }: Pick<ShapePair, "old" | "new" | "owner">,
  isReserved: Schemas["isReserved"],
): FieldPair[] {
  const declared = next.fields.flatMap((field) =>
    old.fields
      .filter((former) => storedNames(field).includes(former.name))
      .map((former): FieldPair => ({ old: former, new: field, isGuessed: false })),
  );
  const removed = old.fields.filter(
    (field) =>
      !declared.some((pair) => pair.old === field) && !isReservedField(field, owner, isReserved),
  );
  const added = next.fields.filter((field) => !declared.some((pair) => pair.new === field));
  const guessed = [...guessRenames(removed, added)].map(
    ([field, former]): FieldPair => ({ old: former, new: field, isGuessed: true }),
  );
  return [...declared, ...guessed];
}

function isReservedField(
  { name, group }: Field,
  owner: string | undefined,
  isReserved: Schemas["isReserved"],
): boolean {
  return [owner, group].some((one) => one !== undefined && isReserved(one, name));
}

class DifferenceFinder {
  readonly #schemas: Schemas;
  readonly #found = new Map<string, Difference>();
  readonly #open: TypePair[] = [];
  /** Named types that are compared already, or are to be. */
  readonly #seen = new Set<string>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  run(): Difference[] {
    for (let pair = this.#open.pop(); pair !== undefined; pair = this.#open.pop()) {
      this.#compare(pair);
    }
    return [...this.#found.values()];
  }

  addShape(shape: ShapePair): void {
    const { old, new: next, oldPath, newPath } = shape;
    if (old.isOpen !== next.isOpen) {
      const path = [...newPath.slice(0, -1), "additionalProperties"];
      const place = { path, oldPath: oldPath.slice(0, -1), newPath: path };
      this.#addOpenness(place, old.isOpen, next.isOpen);
    }
    const pairs = pairFields(shape, this.#schemas.isReserved);
    for (const pair of pairs) this.#addFieldPair(pair, shape);
    const known = new Set<Field>(pairs.flatMap((pair) => [pair.old, pair.new]));
    for (const field of old.fields) {
      if (known.has(field)) continue;
      const fieldPath = fieldPlace(oldPath, field);
      // A group that still has the field is not included any more.
      const isOfGroup =
        next.fields.some(({ group }) => group === field.group) || field.group === undefined;
      const path = isOfGroup ? fieldPath : [...oldPath, field.name];
      const isReserved = isReservedField(field, shape.owner, this.#schemas.isReserved);
      const kind = isReserved ? "reserved-member-removed" : "member-removed";
      this.#add({ path, oldPath: fieldPath, newPath }, { kind, oldMember: field });
    }
    for (const field of next.fields) {
      if (known.has(field)) continue;
      const path = fieldPlace(newPath, field);
      this.#addNewMember({ path, oldPath, newPath: path }, field, canBeMissing(field), old.isOpen);
    }
  }

  #addFieldPair({ old, new: next, isGuessed }: FieldPair, shape: ShapePair): void {
    const path = fieldPlace(shape.newPath, next);
    const place = { path, oldPath: fieldPlace(shape.oldPath, old), newPath: path };
    const members = { oldMember: old, newMember: next };
    const isRenamed = old.name !== next.name;
    if (isRenamed) {
      const kind = isGuessed ? "member-renamed" : "member-aliased";
      const reads = !isGuessed;
      this.#add(place, { kind, old: old.name, new: next.name, reads, ...members });
      if (isGuessed) return;
    }
    const lost = old.aliases.filter((alias) => !storedNames(next).includes(alias));
    if (lost.length > 0) this.#add(place, { kind: "alias-removed", old: lost, ...members });
    this.#addNeed(place, old.isOptional, next.isOptional, {
      ...members,
      // A reader sees a default where the field is missing.
      reads: !canBeMissing(old) || canBeMissing(next),
      rollsBack: !next.isOptional || canBeMissing(old),
    });
    this.#addDefault(place, old, next);
    this.#open.push({
      old: old.type,
      new: next.type,
      place: { ...place, ...members },
      tag: undefined,
    });
  }

  #addNeed(
    place: Place,
    old: boolean,
    next: boolean,
    rest: Pick<Difference, "reads" | "rollsBack"> & { oldMember: Member; newMember: Member },
  ): void {
    if (!rest.reads) this.#add(place, { kind: "made-required", old, new: next, ...rest });
    else if (!rest.rollsBack) this.#add(place, { kind: "made-optional", old, new: next, ...rest });
  }

  /** What readers see instead of a missing value must stay, if a value can be missing. */
  #addDefault(place: Place, old: Field, next: Field): void {
    const isSame = JSON.stringify(old.default) === JSON.stringify(next.default);
    // A default that is gone from a field that must be there is told as that.
    const isTold = next.default === undefined && !next.isOptional;
    if (isSame || isTold || !canBeMissing(old)) return;
    this.#add(place, {
      kind: "default",
      old: old.default,
      new: next.default,
      rollsBack: true,
      oldMember: old,
      newMember: next,
    });
  }

  #addNewMember(place: Place, member: Member, isOptional: boolean, wasOpen: boolean): void {
    if (!isOptional) {
      this.#add(place, { kind: "required-member-added", newMember: member });
    } else if (wasOpen && resolve(member.type, this.#schemas.newTypes).kind !== "json") {
      this.#add(place, { kind: "member-added-to-open", newMember: member });
    } else {
      this.#add(place, { kind: "member-added", reads: true, newMember: member });
    }
  }

  #addOpenness(place: Place, old: boolean, next: boolean): void {
    this.#add(place, { kind: "openness", old, new: next, reads: next, rollsBack: old });
  }

  #addNullability(place: Place, old: FieldType, next: FieldType): void {
    // That `null` is a JSON value is a part of the difference between the types.
    if (old.isNullable === next.isNullable || [old.kind, next.kind].includes("json")) return;
    const [was, is] = [old.isNullable, next.isNullable];
    this.#add(place, { kind: "nullability", old: was, new: is, reads: is, rollsBack: was });
  }

  #add({ owner: _, ...place }: Place, change: Change): void {
    const { path } = place;
    const key = JSON.stringify([change.kind, path]);
    if (this.#found.has(key)) return;
    const base = { old: undefined, new: undefined, reads: false, rollsBack: false };
    this.#found.set(key, { ...base, ...place, ...change });
  }

  #compare(pair: TypePair): void {
    const { oldTypes, newTypes } = this.#schemas;
    const shared = this.#sharedPair(pair);
    if (shared !== undefined) {
      if (shared === "seen") return;
      pair = shared;
    }
    const old = resolve(pair.old, oldTypes);
    const next = resolve(pair.new, newTypes);
    const place = this.#entered(pair);
    if (old.kind === "error" || next.kind === "error") return;
    this.#addNullability(place, old, next);
    this.#compareKinds({ ...pair, place }, old, next);
  }

  /**
   * The declarations of two named types, if both names are of one type: the type has the same name, or was
   * renamed. `"seen"` if they are compared already.
   */
  #sharedPair(pair: TypePair): TypePair | "seen" | undefined {
    const { oldTypes, newTypes } = this.#schemas;
    const { old, new: next, tag } = pair;
    if (old.kind !== "named" || next.kind !== "named") return undefined;
    const isRenamed = !newTypes.has(old.name) && !oldTypes.has(next.name);
    if (old.name !== next.name && !isRenamed) return undefined;
    const oldType = oldTypes.get(old.name)?.type;
    const newType = newTypes.get(next.name)?.type;
    if (oldType === undefined || newType === undefined) return undefined;
    const declared = [resolve(oldType, oldTypes), resolve(newType, newTypes)] as const;
    // A difference of the declarations is found there.
    if (declared[0].isNullable === declared[1].isNullable) {
      this.#addNullability(pair.place, resolve(old, oldTypes), resolve(next, newTypes));
    }
    const key = JSON.stringify([old.name, next.name, tag]);
    if (this.#seen.has(key)) return "seen";
    this.#seen.add(key);
    const place = {
      path: ["types", next.name],
      oldPath: ["types", old.name],
      newPath: ["types", next.name],
      owner: next.name,
    };
    return { old: oldType, new: newType, place, tag };
  }

  /** The place of a pair whose types can be names: what is below a name is at the name's declaration. */
  #entered({ old, new: next, place }: TypePair): Place {
    const { oldPath, newPath, owner } = place;
    return {
      ...place,
      oldPath: old.kind === "named" ? ["types", lastName(old, this.#schemas.oldTypes)] : oldPath,
      newPath: next.kind === "named" ? ["types", lastName(next, this.#schemas.newTypes)] : newPath,
      owner: next.kind === "named" ? lastName(next, this.#schemas.newTypes) : owner,
    };
  }

  #compareKinds({ place, tag }: TypePair, old: FieldType, next: FieldType): void {
    if (old.kind === "string" && next.kind === "string") {
      const reads = formatFits(old.format, next.format);
      const rollsBack = formatFits(next.format, old.format);
      if (old.format !== next.format) this.#addType(place, old, next, reads, rollsBack);
      if (reads) this.#compareConstraints(place, old, next);
    } else if (old.kind === "number" && next.kind === "number") {
      const reads = !next.isInteger || hasIntegersOnly(old);
      const rollsBack = !old.isInteger || hasIntegersOnly(next);
      if (old.isInteger !== next.isInteger) this.#addType(place, old, next, reads, rollsBack);
      if (reads) this.#compareConstraints(place, old, next);
    } else if (old.kind === "list" && next.kind === "list") {
      this.#compareConstraints(place, old, next);
      this.#push(place, ["items"], old.items, next.items);
    } else if (old.kind === "map" && next.kind === "map") {
      this.#push(place, ["additionalProperties"], old.values, next.values);
    } else if (old.kind === "literals" && next.kind === "literals") {
      this.#compareLiterals(place, old.values, next.values);
    } else if (old.kind === "object" && next.kind === "object") {
      this.#compareObjects(place, old, next, tag);
    } else if (old.kind === "union" && next.kind === "union") {
      this.#compareUnions(place, old, next);
    } else if (old.kind !== next.kind || old.kind === "named") {
      this.#compareOthers(place, old, next);
    }
  }

  #compareOthers(place: Place, old: FieldType, next: FieldType): void {
    const { oldTypes, newTypes } = this.#schemas;
    const nullable = (type: FieldType): FieldType => ({ ...type, isNullable: true });
    // Whether values can be null is a difference of its own.
    const reads = fits(old, nullable(next), oldTypes, newTypes);
    const rollsBack = fits(next, nullable(old), newTypes, oldTypes);
    if (reads && rollsBack) return;
    const isList = old.kind === "list" || next.kind === "list";
    const kind = isList && old.kind !== "json" && next.kind !== "json" ? "cardinality" : "type";
    this.#addType(place, old, next, reads, rollsBack, kind);
  }

  #addType(
    place: Place,
    old: FieldType,
    next: FieldType,
    reads: boolean,
    rollsBack: boolean,
    kind: DifferenceKind = "type",
  ): void {
    const text = (type: FieldType) => typeText({ ...type, isNullable: false });
    this.#add(place, { kind, old: text(old), new: text(next), reads, rollsBack });
  }

  #compareConstraints(place: Place, old: FieldType, next: FieldType): void {
    for (const { keyword, ...change } of constraintChanges(old, next)) {
      this.#add({ ...place, ...below(place, [keyword]) }, { kind: "constraint", ...change });
    }
  }

  #compareLiterals(
    place: Place,
    old: readonly (string | number | boolean)[],
    next: readonly (string | number | boolean)[],
  ): void {
    const removed = old.filter((value) => !next.includes(value));
    const added = next.filter((value) => !old.includes(value));
    if (removed.length > 0) {
      this.#add(place, { kind: "literals-removed", old: removed, rollsBack: true });
    }
    if (added.length > 0) this.#add(place, { kind: "literals-added", new: added, reads: true });
  }

  #compareObjects(place: Place, old: ObjectType, next: ObjectType, tag: string | undefined): void {
    if (old.isOpen !== next.isOpen) {
      this.#addOpenness(below(place, ["additionalProperties"]), old.isOpen, next.isOpen);
    }
    const added = new Map(next.properties.map((property) => [property.name, property]));
    const removed = old.properties.filter(({ name }) => !added.has(name));
    for (const property of old.properties) {
      const other = added.get(property.name);
      if (other === undefined) continue;
      added.delete(property.name);
      const inner = below(place, ["properties", property.name]);
      const members = { oldMember: property, newMember: other };
      this.#addNeed(inner, property.isOptional, other.isOptional, {
        ...members,
        reads: !property.isOptional || other.isOptional,
        rollsBack: property.isOptional || !other.isOptional,
      });
      if (property.name === tag) continue;
      this.#open.push({ old: property.type, new: other.type, place: inner, tag: undefined });
    }
    const { owner } = place;
    const isReserved = (name: string) =>
      owner !== undefined && this.#schemas.isReserved(owner, name);
    const renames = guessRenames(
      removed.filter(({ name }) => !isReserved(name)),
      [...added.values()],
    );
    const renamed = new Set(renames.values());
    for (const property of removed) {
      if (renamed.has(property)) continue;
      const path = [...place.oldPath, "properties", property.name];
      const within = { path: below(place, ["properties", property.name]).path, oldPath: path };
      this.#add(
        { ...within, newPath: place.newPath, owner },
        {
          kind: isReserved(property.name) ? "reserved-member-removed" : "member-removed",
          oldMember: property,
        },
      );
    }
    for (const property of added.values()) {
      const inner = below(place, ["properties", property.name]);
      const former = renames.get(property);
      if (former === undefined) {
        this.#addNewMember(inner, property, property.isOptional, old.isOpen);
        continue;
      }
      this.#add(
        { ...inner, oldPath: [...place.oldPath, "properties", former.name] },
        {
          kind: "member-renamed",
          old: former.name,
          new: property.name,
          oldMember: former,
          newMember: property,
        },
      );
    }
  }

  #compareUnions(place: Place, old: UnionType, next: UnionType): void {
    if (old.tag !== next.tag) {
      this.#add(place, { kind: "discriminator", old: old.tag, new: next.tag });
      return;
    }
    const branches = branchesByTag(old, this.#schemas.oldTypes);
    const others = branchesByTag(next, this.#schemas.newTypes);
    for (const [value, branch] of branches) {
      const other = others.get(value);
      const inner = below(place, ["oneOf", value]);
      if (other !== undefined) {
        this.#open.push({ old: branch, new: other, place: inner, tag: old.tag });
      } else this.#add(inner, { kind: "branch-removed", old: value, rollsBack: true });
    }
    for (const value of others.keys()) {
      if (branches.has(value)) continue;
      this.#add(below(place, ["oneOf", value]), { kind: "branch-added", new: value, reads: true });
    }
  }

  #push(place: Place, steps: ModelPath, old: FieldType, next: FieldType): void {
    this.#open.push({ old, new: next, place: below(place, steps), tag: undefined });
  }
}

/** Where a field of a shape is: in the group that declares it, or in the data itself. */
export function fieldPlace(shapePath: ModelPath, { name, group }: Field): ModelPath {
  return group === undefined ? [...shapePath, name] : ["groups", group, name];
}

function below({ path, oldPath, newPath }: Place, steps: ModelPath): Place {
  return {
    path: [...path, ...steps],
    oldPath: [...oldPath, ...steps],
    newPath: [...newPath, ...steps],
  };
}

/** The last of the names that a type leads through. */
function lastName(type: FieldType & { readonly kind: "named" }, types: TypesByName): string {
  let { name } = type;
  for (let steps = types.size; steps > 0; steps--) {
    const next = types.get(name)?.type;
    if (next?.kind !== "named") break;
    name = next.name;
  }
  return name;
}

function branchesByTag(union: UnionType, types: TypesByName): Map<string, FieldType> {
  const byTag = new Map<string, FieldType>();
  const objects = branchObjects(union, types);
  for (const [index, object] of objects.entries()) {
    const branch = union.branches[index];
    if (branch === undefined) continue;
    for (const value of tagValues(object, union.tag)) byTag.set(value, branch);
  }
  return byTag;
}

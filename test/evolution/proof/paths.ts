import { resolve } from "../../../generator/src/model/aliases.js";
import type {
  DataShape,
  EventModel,
  FieldType,
  MetadataField,
  Model,
} from "../../../generator/src/model/model.js";
import { typesOf } from "./release.js";
import type { Data } from "./upgrader.js";
import { objectFor } from "./views.js";

/** Steps from the root of a schema to one of its parts: `["types", "Money", "properties", "amount"]`. */
export type ModelPath = readonly string[];

type ValuePath = readonly (string | number)[];

/** The parts of a schema that a part of the data of an event is of: in the event type, and in named types. */
export function dataTrail(
  model: Model,
  event: EventModel,
  version: number,
  path: ValuePath,
  data: Data,
): ModelPath[] {
  const shape: DataShape | undefined =
    version === event.version ? event : event.previous[version - 1];
  const [name, ...inner] = path;
  const root = [
    "events",
    event.type,
    ...(version === event.version ? [] : ["previous", String(version)]),
  ];
  if (shape === undefined || name === undefined) return [root];
  const field = shape.fields.find((one) => [one.name, ...one.aliases].includes(String(name)));
  // A member that no schema lists is allowed, or not, by the event type.
  if (field === undefined)
    return [
      [...root, "data", String(name)],
      [...root, "additionalProperties"],
    ];
  const start =
    field.group === undefined ? [...root, "data", field.name] : ["groups", field.group, field.name];
  const own =
    field.group === undefined
      ? []
      : [
          [...root, "data", field.name],
          [...root, "include"],
        ];
  return [...own, ...typeTrail(model, field.type, start, inner, data[String(name)])];
}

export function metadataTrail(model: Model, path: ValuePath, metadata: Data): ModelPath[] {
  const [name, ...inner] = path;
  const start = ["metadata", String(name)];
  const field = model.metadata.find((one: MetadataField) => one.name === name);
  return field === undefined
    ? [start]
    : typeTrail(model, field.type, start, inner, metadata[field.name]);
}

/** The deepest part of each declaration that a path into a value leads through. */
function typeTrail(
  model: Model,
  type: FieldType,
  start: ModelPath,
  path: ValuePath,
  value: unknown,
): ModelPath[] {
  const types = typesOf(model);
  const trail: ModelPath[] = [];
  let [part, at, rest]: [FieldType, ModelPath, unknown] = [type, start, value];
  for (const step of [...path, undefined]) {
    for (let names = 0; part.kind === "named" && names < 50; names++) {
      trail.push(at);
      at = ["types", part.name];
      part = types.get(part.name)?.type ?? { kind: "error", isNullable: false };
    }
    if (step === undefined) break;
    const inner = innerType(model, resolve(part, types), step, rest);
    if (inner === undefined) {
      at = [...at, "properties", String(step)];
      break;
    }
    at = [...at, ...inner.steps];
    part = inner.type;
    rest = (rest as Record<string | number, unknown> | null | undefined)?.[step];
  }
  return [...trail, at];
}

interface Inner {
  readonly steps: ModelPath;
  readonly type: FieldType;
}

function innerType(
  model: Model,
  type: FieldType,
  step: string | number,
  value: unknown,
): Inner | undefined {
  if (type.kind === "list") return { steps: ["items"], type: type.items };
  if (type.kind === "map") return { steps: ["additionalProperties"], type: type.values };
  if (type.kind !== "object" && type.kind !== "union") return undefined;
  const members = (value ?? {}) as Data;
  const object = objectFor(type, members, model);
  const branch = type.kind === "union" ? ["oneOf", String(members[type.tag])] : [];
  const property = object?.properties.find(({ name }) => name === step);
  if (property === undefined) return undefined;
  return { steps: [...branch, "properties", property.name], type: property.type };
}

/** Whether one of two paths leads through the other. */
export function isAlong(one: ModelPath, other: ModelPath): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((step, index) => step === other[index]);
}

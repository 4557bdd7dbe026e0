import type { Model } from "../../model/model.js";
import { type DescriptorValues, descriptorValues } from "./descriptor-values.js";
import { documented } from "./doc-comment.js";
import { block, type Code, each, entry } from "./layout.js";
import { moduleNames } from "./names.js";
import type { Value, Values } from "./rules.js";
import { keyCode, valueCode, valueMembers } from "./value-code.js";

/** The constant that describes the schema to the runtime. */
export function descriptor(model: Model): Code {
  const code = membersCode(descriptorValues(model), {
    groups: entriesCode(valuesBlock),
    events: (events) => pairsCode(events as DescriptorValues["events"], eventCode),
    types: entriesCode(valueCode),
    metadata: valuesBlock,
    streams: entriesCode(valuesBlock),
  });
  return entry("const descriptor: runtime.Descriptor =", code, ";");
}

/** The constant under its public name: the module's own code has the short one, whatever the schema's name. */
export function exportedDescriptor({ name }: Model): Code {
  const description = "The schema as data, for `ddb-pattern-runtime/maintenance`.";
  const head = `export const ${moduleNames(name).descriptor}: runtime.Descriptor =`;
  return documented({ description }, entry(head, "descriptor", ";"));
}

type ToCode = (value: Value) => Code;

const eventCode: ToCode = (event) =>
  membersCode(event, { data: valuesBlock, previous: entriesCode(previousCode, versionCode) });

const previousCode: ToCode = (shape) => membersCode(shape, { data: valuesBlock });

const versionCode = (version: string): Code => `${version}:`;

/** An object of which each member has a line of its own; `codes` are for members that are laid out otherwise. */
function membersCode(values: Value, codes: Readonly<Record<string, ToCode>>): Code {
  const members = Object.entries(values as Values).flatMap(([name, value]) => {
    const toCode = codes[name] ?? valueCode;
    return value === undefined ? [] : [entry(keyCode(name), toCode(value))];
  });
  return block("{", members, ",");
}

/** An object with an entry for each of many parts, which are laid out one by one. */
function entriesCode(toCode: ToCode, toKey: (name: string) => Code = keyCode): ToCode {
  return (value) => pairsCode(Object.entries(value as Entries), toCode, toKey);
}

type Entries = Readonly<Record<string, Value>>;

function pairsCode(
  pairs: readonly (readonly [name: string, part: Value])[],
  toCode: ToCode,
  toKey: (name: string) => Code = keyCode,
): Code {
  return block(
    "{",
    each(pairs, ([name, part]) => entry(toKey(name), toCode(part))),
    ",",
  );
}

const valuesBlock: ToCode = (values) => block("{", valueMembers(values as Values), ",");

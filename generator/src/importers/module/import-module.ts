import type { Node, SourceFile, TypeNode } from "ts-morph";
import { interfaceName, moduleNames } from "../../emit/typescript/names.js";
import { factEntries, textOf, typeTree } from "../draft/type-tree.js";
import { eventTypeName } from "../names.js";
import type { Morph } from "../typescript/load-morph.js";
import { TypeConverter } from "../typescript/type-converter.js";
import { type Entry, entry, entryOf, isMap, mapOf, type Tree, type TreeMap } from "../yaml/tree.js";
import { lookupKinds, pathsOf } from "./lookup-kinds.js";
import { moduleComment, plainText } from "./module-comment.js";
import { readLiteral } from "./read-literal.js";
import { type Members, membersOf, ruleFields, ruleTree, withEntries } from "./rule-tree.js";

/** The constant of a generated module that describes its schema; `undefined` in any other file. */
export function findDescriptor(source: SourceFile): Node | undefined {
  const declared = source.getVariableDeclaration("descriptor");
  if (declared?.getTypeNode()?.getText() !== "runtime.Descriptor") return undefined;
  return declared.getInitializer();
}

/**
 * The schema of a generated module, from the descriptor and the comments. The module cannot hold `stability`, `reserved`, `allow`,
 * `accept`, descriptions of earlier versions, names and reasons of retired event types, and which file declares a type.
 *
 * @throws NotConstantError if the descriptor was edited by hand.
 */
export function importModule(source: SourceFile, descriptor: Node, morph: Morph): TreeMap {
  if (!morph.Node.isExpression(descriptor)) throw new Error("a descriptor is an expression");
  return new ModuleReader(source, readLiteral(descriptor, morph), morph).schema();
}

class ModuleReader {
  readonly #source: SourceFile;
  readonly #morph: Morph;
  readonly #descriptor: Tree;
  readonly #name: string;
  /** Stored type → the member of the enum. */
  readonly #members: ReadonlyMap<string, Node>;

  constructor(source: SourceFile, descriptor: Tree, morph: Morph) {
    this.#source = source;
    this.#morph = morph;
    this.#descriptor = descriptor;
    this.#name = String(entryOf(descriptor, "name")?.value);
    this.#members = this.#enumMembers();
  }

  schema(): TreeMap {
    const types = this.#types();
    const streams = this.#streams();
    const retired = this.#retired();
    const lookups = this.#commonLookups();
    const groups = entriesOf(this.#value("groups")).map(({ key, value }) =>
      entry(key, ruleFields(value, this.#membersOf(key), this.#morph)),
    );
    return mapOf([
      ["version", 1],
      ["name", this.#name],
      ["description", textOf(this.#description())],
      ["id_suffix", this.#value("idSuffix")],
      ["partition", this.#value("partition")],
      ["lookups", lookups],
      ["metadata", this.#metadata()],
      ["types", types.length === 0 ? undefined : mapOf(types)],
      ["groups", groups.length === 0 ? undefined : mapOf(groups)],
      ["events", mapOf(this.#events(lookups))],
      ["streams", streams.length === 0 ? undefined : mapOf(streams)],
      ["retired", retired.length === 0 ? undefined : mapOf(retired)],
    ]);
  }

  #value(key: string): Tree | undefined {
    return entryOf(this.#descriptor, key)?.value;
  }

  #membersOf(declared: string): Members {
    return membersOf(this.#source.getInterface(declared), this.#morph);
  }

  /** The comment between the header and the first import. */
  #description(): string | undefined {
    const [first] = this.#source.getImportDeclarations();
    const text = this.#source.getFullText().slice(0, first?.getStart() ?? 0);
    const lines = text.slice(text.indexOf("biome-ignore-all assist")).split("\n").slice(1);
    const comment = lines.filter((line) => line.startsWith("//"));
    return plainText(comment.map((line) => line.replace(/^\/\/ ?/, "")));
  }

  #enumMembers(): ReadonlyMap<string, Node> {
    const { Node } = this.#morph;
    const { eventTypes } = moduleNames(this.#name);
    const members = this.#source.getEnum(eventTypes)?.getMembers() ?? [];
    const constant = this.#source.getVariableDeclaration(eventTypes)?.getInitializer();
    const object = Node.isAsExpression(constant) ? constant.getExpression() : constant;
    const properties = Node.isObjectLiteralExpression(object) ? object.getProperties() : [];
    const found = [...members, ...properties.filter(Node.isPropertyAssignment)].map((member) => {
      const value = member.getInitializer();
      return [Node.isStringLiteral(value) ? value.getLiteralText() : "", member] as const;
    });
    return new Map(found);
  }

  /** The name of an event type in the schema. */
  #eventName(storedType: string): string {
    const member = this.#members.get(storedType);
    const { Node } = this.#morph;
    return Node.isEnumMember(member) || Node.isPropertyAssignment(member)
      ? member.getName()
      : storedType;
  }

  #metadata(): TreeMap | undefined {
    const rules = this.#value("metadata");
    if (rules === undefined) return undefined;
    const fields = ruleFields(
      rules,
      this.#membersOf(moduleNames(this.#name).metadata),
      this.#morph,
    );
    return mapOf(
      fields.entries.map(({ key, value }) =>
        key.endsWith("?")
          ? entry(key.slice(0, -1), value)
          : entry(key, withEntries(value, [entry("required", true)])),
      ),
    );
  }

  /** The named types in their order. Those that no field uses are not in the descriptor. */
  #types(): Entry[] {
    const rules = this.#value("types");
    const base = this.#source.getInterface(moduleNames(this.#name).eventBase);
    const declared = this.#typeDeclarations(base);
    const converter = new TypeConverter(this.#morph, new Set());
    return declared.map((node) => {
      const rule = entryOf(rules, node.getName())?.value;
      const facts = factEntries(moduleComment(node));
      const type = this.#morph.Node.isTypeAliasDeclaration(node) ? node.getTypeNode() : undefined;
      if (rule !== undefined) {
        const tree =
          type === undefined ? this.#objectRule(rule, node) : ruleTree(rule, type, this.#morph);
        return entry(node.getName(), withEntries(tree, facts));
      }
      return entry(node.getName(), withEntries(typeTree(converter.declared(node)), facts));
    });
  }

  /** The rule of an interface: its members are those of the declaration. */
  #objectRule(rule: Tree, node: Node): Tree {
    return ruleTree(rule, node as TypeNode, this.#morph);
  }

  /** The declarations between the base of all events and the first group or event. */
  #typeDeclarations(base: Node | undefined) {
    const { Node } = this.#morph;
    const groups = entriesOf(this.#value("groups")).map(({ key }) => key);
    const { eventBase } = moduleNames(this.#name);
    const statements = this.#source.getStatements();
    const after = statements.slice(
      statements.findIndex((one) => one.getPos() === base?.getPos()) + 1,
    );
    const isEnd = (statement: Node) =>
      Node.isInterfaceDeclaration(statement) &&
      (groups.includes(statement.getName()) ||
        statement.getExtends().some((one) => one.getText() === eventBase));
    const end = after.findIndex(isEnd);
    return after
      .slice(0, end)
      .filter((one) => Node.isInterfaceDeclaration(one) || Node.isTypeAliasDeclaration(one));
  }

  /** The lookups of all events, if they are the same and not those that every schema has. */
  #commonLookups(): Tree[] | undefined {
    const all = entriesOf(this.#value("events")).map(({ value }) => this.#lookups(value));
    const [first] = all;
    if (first === undefined || all.some((kinds) => kinds.join() !== first.join())) return undefined;
    return first.join() === this.#defaultLookups() ? undefined : [...first];
  }

  #defaultLookups(): string {
    return this.#value("partition") === undefined ? "type,entity" : "partition,partition-entity";
  }

  #lookups(event: Tree): readonly string[] {
    const included = entryOf(event, "include")?.value;
    const groups = Array.isArray(included) ? included.map(String) : [];
    const fields = [
      ...groups.flatMap((group) => entriesOf(entryOf(this.#value("groups"), group)?.value)),
      ...entriesOf(entryOf(event, "data")?.value),
    ];
    const paths = pathsOf(entryOf(event, "lookups")?.value);
    const text = (key: string) => {
      const value = this.#value(key);
      return typeof value === "string" ? value : undefined;
    };
    return lookupKinds(paths, fields, {
      partition: text("partition"),
      suffix: text("idSuffix") ?? "_id",
    });
  }

  #events(common: Tree[] | undefined): Entry[] {
    return entriesOf(this.#value("events")).map(({ key: storedType, value }) => {
      const name = this.#eventName(storedType);
      const member = this.#members.get(storedType);
      const { description, deprecated } = member === undefined ? {} : moduleComment(member);
      const lookups = this.#lookups(value);
      const isUsual = lookups.join() === (common?.join() ?? this.#defaultLookups());
      const tree = mapOf([
        ["description", description],
        ["deprecated", deprecated],
        ["wire", storedType === name ? undefined : storedType],
        ["aliases", entryOf(value, "aliases")?.value],
        ["lookups", isUsual ? undefined : [...lookups]],
        ["version", entryOf(value, "version")?.value],
        ...this.#shape(value, name, ""),
        ["previous", this.#previous(value, name)],
      ]);
      return entry(name, tree);
    });
  }

  #previous(event: Tree, name: string): TreeMap | undefined {
    const versions = entriesOf(entryOf(event, "previous")?.value);
    if (versions.length === 0) return undefined;
    return mapOf(
      versions.map(({ key, value }) => entry(key, mapOf(this.#shape(value, name, `V${key}`)))),
    );
  }

  /** The groups and the fields of a version of an event type. */
  #shape(value: Tree, name: string, ending: string): (readonly [string, Tree | undefined])[] {
    const members = this.#dataMembers(interfaceName({ type: name }) + ending);
    return [
      ["include", entryOf(value, "include")?.value],
      ["data", ruleFields(entryOf(value, "data")?.value, members, this.#morph)],
      ["additionalProperties", entryOf(value, "open")?.value],
    ];
  }

  /** The members that an interface of an event has in its own braces. */
  #dataMembers(declared: string): Members {
    const { Node } = this.#morph;
    const type = this.#source.getInterface(declared)?.getProperty("data")?.getTypeNode();
    const parts = Node.isIntersectionTypeNode(type) ? type.getTypeNodes() : [type];
    return membersOf(
      parts.find((part) => Node.isTypeLiteral(part)),
      this.#morph,
    );
  }

  #streams(): Entry[] {
    const members = this.#membersOf(moduleNames(this.#name).streams);
    const partition = this.#value("partition");
    return entriesOf(this.#value("streams")).map(({ key, value }) => {
      const name = String(entryOf(value, "name")?.value);
      const path = pathsOf([entryOf(value, "by")?.value ?? []])[0] ?? [];
      const events = entryOf(value, "events")?.value;
      const member = members.get(key);
      const description = member === undefined ? undefined : moduleComment(member.node).description;
      const isOwn = description !== `The events of one stream \`${name}\`.`;
      const isAcross = partition !== undefined && path.length === 1 && path[0] !== partition;
      return entry(
        name,
        mapOf([
          ["description", isOwn ? description : undefined],
          ["by", path.at(-1)],
          ["across_partitions", isAcross ? true : undefined],
          ["materialized", entryOf(value, "materialized")?.value],
          ["consistent", entryOf(value, "consistent")?.value],
          [
            "events",
            Array.isArray(events) ? events.map((one) => this.#eventName(String(one))) : [],
          ],
        ]),
      );
    });
  }

  #retired(): Entry[] {
    const types = this.#value("retired");
    const reason = "Retired before the import.";
    return (Array.isArray(types) ? types.map(String) : []).map((storedType) => {
      const name = eventTypeName(storedType);
      const value =
        name === storedType
          ? reason
          : mapOf([
              ["wire", storedType],
              ["reason", reason],
            ]);
      return entry(name, value, ["Not imported: its name and the reason, which no module holds."]);
    });
  }
}

function entriesOf(tree: Tree | undefined): readonly Entry[] {
  return isMap(tree) ? tree.entries : [];
}

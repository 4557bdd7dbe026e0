import {
  type EventModel,
  hasVersions,
  type Model,
  type PreviousVersion,
} from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier, propertyName } from "./escape.js";
import { block, braces, type Code, chain, each, entry, typeCall } from "./layout.js";
import { inputName, versionName, versionNames } from "./names.js";

/** The functions that convert data of earlier versions, and the options of a client that has them. */
export function* upcasterDeclarations(model: Model): Iterable<Code> {
  if (!hasVersions(model)) return;
  const { upcasters, clientOptions } = versionNames(model.name);
  const events = model.events.filter(({ previous }) => previous.length > 0);
  const members = each(events, (event) => {
    const optional = isRequired(event) ? "" : "?";
    return entry(`${propertyName(event.storedType)}${optional}:`, block("{", stepsOf(event)));
  });
  const description =
    "The functions that convert the data of earlier versions, each by the version that it takes, to the next version. One that may be left out is not needed: aliases and defaults convert the data.";
  yield documented({ description }, block(`export interface ${upcasters} {`, members));
  const option = isUpcasterRequired(model) ? "upcasters" : "upcasters?";
  const open = `export interface ${clientOptions} extends runtime.EventClientOptions {`;
  yield documented(
    { description: "The options of a client." },
    block(open, [`readonly ${option}: ${upcasters}`]),
  );
}

/** Whether a client can be created only with upcasters. */
export function isUpcasterRequired({ events }: Model): boolean {
  return events.some(isRequired);
}

/** The name of the type of a client's options. */
export function optionsType(model: Model): string {
  if (!hasVersions(model)) return "runtime.EventClientOptions";
  return versionNames(model.name).clientOptions;
}

/** The type of an argument that has the upcasters besides its own members. */
export function withUpcasters(type: Code, model: Model): Code {
  if (!hasVersions(model)) return type;
  const option = isUpcasterRequired(model) ? "upcasters" : "upcasters?";
  const member = `readonly ${option}: ${versionNames(model.name).upcasters}`;
  return chain("&", [type, braces([member])]);
}

function isRequired({ previous }: EventModel): boolean {
  return previous.some(({ needsUpcaster }) => needsUpcaster);
}

function stepsOf(event: EventModel): Code[] {
  return event.previous.map(({ version, needsUpcaster }, index) => {
    const next = event.previous[index + 1];
    const types = [dataOf(versionName(event, version)), resultOf(event, next)];
    return entry(`${version}${needsUpcaster ? "" : "?"}:`, typeCall("runtime.Upcaster", types));
  });
}

/** The result of a step: readers see the defaults of what it leaves out. */
function resultOf(event: EventModel, next: PreviousVersion | undefined): string {
  return dataOf(next === undefined ? inputName(event) : versionName(event, next.version));
}

function dataOf(name: string): string {
  return `${identifier(name)}["data"]`;
}

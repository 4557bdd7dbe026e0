import { eventSourcePatterns } from "ddb-pattern-runtime/rules";
import { suggestionFor } from "../../diagnostics/suggest/suggest.js";
import { pascalName, snakeName } from "../../infrastructure/names.js";
import type { ConsumerPlan } from "../../infrastructure/plan.js";
import type { Model } from "../../model/model.js";
import { descriptorOf } from "../../tables/descriptor.js";

/** The pattern of a consumer that gets every copy of every event. */
const EVERY_COPY = JSON.stringify({ dynamodb: { NewImage: { type: { S: [{ exists: true }] } } } });

/** Reads the values of `--consumer`; a message about the first wrong one. */
export function readConsumers(
  values: readonly string[],
  models: readonly Model[],
): ConsumerPlan[] | string {
  const consumers: ConsumerPlan[] = [];
  for (const value of values) {
    const [, name = "", handled] = /^([A-Za-z][\w-]{0,63})(?:=(.+))?$/.exec(value) ?? [];
    if (name === "") {
      return `--consumer must be the name of a function, as shipping or shipping=ORDER_PAID,order, got "${value}".`;
    }
    const other = consumers.find((consumer) => areSimilar(consumer.name, name));
    if (other !== undefined) return `The names ${other.name} and ${name} are too similar.`;
    const filters =
      handled === undefined ? filtersOfAll(models) : filtersOf(handled.split(","), models);
    if (typeof filters === "string") return filters;
    consumers.push({ name, filters: filters.map(withoutPlaceholders) });
  }
  return consumers;
}

/** Whether two names would be one in a format. */
function areSimilar(a: string, b: string): boolean {
  return pascalName(a) === pascalName(b) || snakeName(a) === snakeName(b);
}

/** The patterns of a consumer that may handle everything: a projection can follow any of the streams. */
function filtersOfAll(models: readonly Model[]): string[] {
  const [only, ...others] = models;
  if (only === undefined || others.length > 0) return [EVERY_COPY];
  return patternsOf(only, () => true);
}

/** The patterns of a consumer of these event types and streams, which must be those of one schema. */
function filtersOf(names: readonly string[], models: readonly Model[]): string[] | string {
  if (models.length === 0) return "To name what a consumer handles, name its schema file, too.";
  const unknown = names.find((name) => !models.some((model) => namesOf(model).includes(name)));
  if (unknown !== undefined) {
    const hint = suggestionFor(unknown, models.flatMap(namesOf));
    return `No schema has an event type or a consistent stream "${unknown}".${hint}`;
  }
  const model = models.find((each) => names.every((name) => namesOf(each).includes(name)));
  if (model === undefined) return `No schema has all of ${names.join(", ")}.`;
  return patternsOf(model, (name) => names.includes(name));
}

function patternsOf(model: Model, isHandled: (name: string) => boolean): string[] {
  const types = model.events.filter(({ type }) => isHandled(type));
  return eventSourcePatterns({
    descriptor: descriptorOf(model),
    types: new Set(types.map(({ storedType }) => storedType)),
    streams: new Set(streamNames(model).filter(isHandled)),
  });
}

function namesOf(model: Model): string[] {
  return [...model.events.map(({ type }) => type), ...streamNames(model)];
}

function streamNames({ streams }: Model): string[] {
  return streams.filter(({ isConsistent }) => isConsistent).map(({ name }) => name);
}

/**
 * A pattern in which the text of a schema forms no placeholder: "{{resolve:…}}" of CloudFormation, or "${…}" of CDK. As
 * JSON it is the same pattern.
 */
function withoutPlaceholders(pattern: string): string {
  return pattern.replace(/(?<=[{$%])\{/g, "\\u007b");
}

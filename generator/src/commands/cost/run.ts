import { type Budget, budgetOf, budgetText, overspending, readBudget } from "../../cost/budget.js";
import { type Rates, schemaLoad } from "../../cost/load.js";
import { infracostUsage, monthOf, USAGE_HEADER } from "../../cost/month.js";
import { DEFAULT_PRICES, type Prices } from "../../cost/prices/prices.js";
import { readPrices } from "../../cost/prices/read-prices.js";
import { schemaCost } from "../../cost/schema-cost.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { Model } from "../../model/model.js";
import type { ColorChoice } from "../../terminal/color.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import type { Terminal } from "../../terminal/terminal.js";
import { readModels } from "../read-schemas.js";
import { usageError } from "../usage-error.js";
import { readCostFile, writeCostFile } from "./files.js";
import { costJson, type ReportedSchema } from "./json.js";
import { loadTable, monthTable } from "./load-tables.js";
import { type NamedNumbers, RATE_RULE, readNumbers, SIZE_RULE } from "./named-numbers.js";
import { price } from "./numbers.js";
import { schemaTables } from "./schema-tables.js";
import { type Table, tablesMarkdown, tablesText } from "./tables.js";

export interface CostRequest {
  readonly files: readonly string[];
  /** Values of `--rate`. */
  readonly rates: readonly string[];
  /** Values of `--size`. */
  readonly sizes: readonly string[];
  readonly streamLength: number;
  readonly prices: string | undefined;
  readonly budget: string | undefined;
  readonly isWritingBudget: boolean;
  readonly infracost: string | undefined;
  readonly resource: string;
  readonly format: "text" | "json" | "markdown";
  readonly color: ColorChoice;
}

/** Prints the cost of schemas, and compares it with a budget. */
export async function runCost(request: CostRequest, terminal: Terminal): Promise<ExitCode> {
  const wrong = wrongUsage(request);
  if (wrong !== undefined) return usageError(wrong, terminal);
  const { models: found, errors, sources } = await readModels(request.files, terminal);
  const failIn = (format: Reporting["format"]) => (diagnostics: readonly Diagnostic[]) =>
    report(diagnostics, sources, { format, color: request.color, isQuiet: false }, terminal);
  const fail = failIn(request.format === "json" ? "json" : "text");
  if (errors.length > 0) return fail(errors);

  const names = namesOf(found.map(({ model }) => model));
  const sizes = readNumbers(SIZE_RULE, request.sizes, names.events);
  if (typeof sizes === "string") return usageError(sizes, terminal);
  const rates = readNumbers(RATE_RULE, request.rates, new Map([...names.streams, ...names.events]));
  if (typeof rates === "string") return usageError(rates, terminal);
  const prices = pricesOf(request, terminal.cwd);
  if ("code" in prices) return fail([prices]);

  const { streamLength } = request;
  const reported = found.map(({ file, model }): ReportedSchema => {
    const cost = schemaCost(model, { dataBytes: sizes, streamLength });
    const load =
      rates.size === 0 ? undefined : schemaLoad(cost, ratesOf(rates, model), streamLength);
    return { file, cost, load };
  });
  print(reported, prices, request, terminal);
  // A document of JSON is on stdout already, and a program reads one.
  return afterwards(reported, prices, request, terminal.cwd, failIn("text"));
}

function wrongUsage({ isWritingBudget, budget, infracost, rates }: CostRequest) {
  if (isWritingBudget && budget === undefined) return "--write-budget requires --budget <file>.";
  if (infracost !== undefined && rates.length === 0) {
    return "--infracost requires a --rate for each event type that is saved.";
  }
  return undefined;
}

/** The names that `--rate` and `--size` can have, with the names in the schema. */
function namesOf(models: readonly Model[]) {
  const events = models.flatMap(({ events: all }) => all.map(({ type }) => [type, type] as const));
  const streams = models.flatMap(({ streams: all }) =>
    all.map(({ name }) => [name, name] as const),
  );
  return { events: new Map(events), streams: new Map(streams) };
}

function ratesOf(rates: NamedNumbers, { events, streams }: Model): Rates {
  const only = (names: readonly string[]) =>
    new Map([...rates].filter(([name]) => names.includes(name)));
  return {
    saves: only(events.map(({ type }) => type)),
    reads: only(streams.map(({ name }) => name)),
  };
}

function pricesOf({ prices }: CostRequest, cwd: string): Prices | Diagnostic {
  if (prices === undefined) return DEFAULT_PRICES;
  const help = `Name a file with all of: ${Object.keys(DEFAULT_PRICES).join(", ")}.`;
  return readCostFile(prices, cwd, help, readPrices);
}

function print(
  schemas: readonly ReportedSchema[],
  prices: Prices,
  { format, streamLength }: CostRequest,
  { stdout }: Terminal,
) {
  const month = monthOfAll(schemas, prices);
  if (format === "json") {
    stdout.write(costJson(schemas, prices, streamLength, month));
    return;
  }
  const isMarkdown = format === "markdown";
  const render = isMarkdown ? tablesMarkdown : tablesText;
  const parts = schemas.map(({ file, cost, load }) => {
    const title = `${cost.model.name} (${printable(file)})`;
    const tables: Table[] = [
      ...schemaTables(cost, prices, streamLength),
      ...(load === undefined ? [] : [loadTable(load)]),
    ];
    return `${isMarkdown ? "## " : ""}${title}\n\n${render(tables)}`;
  });
  if (month !== undefined) parts.push(render([monthTable(month, prices)]));
  parts.push(pricesLine(prices));
  stdout.write(`${parts.join("\n\n")}\n`);
}

function monthOfAll(schemas: readonly ReportedSchema[], prices: Prices) {
  const loads = schemas.flatMap(({ load }) => load ?? []);
  return loads.length === 0 ? undefined : monthOf(loads, prices);
}

function pricesLine(prices: Prices): string {
  const { region, date, source, writeUnits, readUnits, storage } = prices;
  const amounts = `${price(writeUnits, prices)} for a million write units, ${price(readUnits, prices)} for a million read units, ${price(storage, prices)} for a GB in a month`;
  return printable(`Prices in ${region}, ${date}: ${amounts}. Source: ${source}`);
}

/** Writes the files that were asked for, and compares with the budget. */
async function afterwards(
  schemas: readonly ReportedSchema[],
  prices: Prices,
  { infracost, resource, budget, isWritingBudget }: CostRequest,
  cwd: string,
  fail: (diagnostics: readonly Diagnostic[]) => ExitCode,
): Promise<ExitCode> {
  const month = monthOfAll(schemas, prices);
  if (infracost !== undefined && month !== undefined) {
    const problem = await writeCostFile(infracost, infracostUsage(month, resource), cwd, isUsage);
    if (problem !== undefined) return fail([problem]);
  }
  if (budget === undefined) return EXIT.ok;
  const now = budgetOf(schemas.map(({ cost }) => cost));
  if (isWritingBudget) {
    const problem = await writeCostFile(budget, budgetText(now), cwd, isBudget);
    return problem === undefined ? EXIT.ok : fail([problem]);
  }
  const help = "Write a budget with --write-budget.";
  const allowed = readCostFile<Budget>(budget, cwd, help, readBudget);
  if ("code" in allowed) return fail([allowed as Diagnostic]);
  return fail(overBudget(schemas, now, allowed, budget));
}

/** A budget may have been edited. */
function isBudget(text: string): boolean {
  return !("reason" in readBudget(text));
}

function isUsage(text: string): boolean {
  return text.startsWith(USAGE_HEADER);
}

function overBudget(
  schemas: readonly ReportedSchema[],
  now: Budget,
  allowed: Budget,
  budget: string,
): Diagnostic[] {
  return overspending(now, allowed).map((found) => {
    const file = schemas.find(({ cost }) => cost.model.name === found.schema)?.file ?? budget;
    const path = ["events", found.event];
    return newDiagnostic("over-budget", { file, path }, { ...found, budget });
  });
}

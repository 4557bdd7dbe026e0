import { optionEffect, optionUsage, usageOf } from "../../generator/src/cli/help.js";
import type { Command } from "../../generator/src/commands/command.js";

/** The section of docs/reference/command-line.md about a command, made from the command's record. */
export function sectionOf(command: Command): string {
  const { name, summary, details, options, conflicts = [], examples } = command;
  const rows = Object.entries(options).map(([option, declared]) => [
    `\`${optionUsage(option, declared)}\``,
    optionEffect(declared),
  ]);
  const pairs = conflicts.map(([one, other]) => `- \`${one}\` and \`${other}\``);
  return [
    `## ${name}`,
    `${summary}.`,
    fence([usageOf(command)]),
    ...details,
    tableOf(["option", "effect"], rows),
    ...(pairs.length === 0 ? [] : ["These options cannot be used together:", pairs.join("\n")]),
    "Examples:",
    fence(
      examples
        .map(({ line, effect }) => `# ${effect}\n${line}`)
        .join("\n\n")
        .split("\n"),
    ),
  ].join("\n\n");
}

/** A table in Markdown, with columns of equal width. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

function fence(lines: readonly string[]): string {
  return ["```sh", ...lines, "```"].join("\n");
}

export { type Changes, compare, compareWithHistory } from "./compare.js";
export type { Category, Finding, Severity } from "./finding.js";
export type { Rule } from "./rule.js";
export { rules } from "./rules/index.js";

export * from "../terminal/report.js";

export * from "../terminal/exit-code.js";

import { InvalidArgumentError } from "../errors.js";

/**
 * The function that gets the errors of a consumer. Default: it writes them with `console.error`.
 *
 * @throws InvalidArgumentError for a value that is not a function.
 */
export function checkedErrorListener(onError: unknown): (error: unknown) => unknown {
  if (onError === undefined) return (error) => console.error(error);
  if (typeof onError === "function") return onError as (error: unknown) => unknown;
  throw new InvalidArgumentError('"onError" must be a function.');
}

import { expect } from "vitest";

/** The error of a call, which must have this class. */
export async function failureOf<Failure extends Error>(
  call: Promise<unknown>,
  kind: new (...args: never[]) => Failure,
): Promise<Failure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  return error as Failure;
}

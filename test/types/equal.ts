type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where the value's type is exactly the one named: not wider, not narrower, not `any`. */
export function exactly<Expected>(): <Actual>(
  _value: Actual,
  ..._proof: Equal<Actual, Expected> extends true ? [] : [never]
) => void {
  return () => {};
}

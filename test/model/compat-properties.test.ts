import fc from "fast-check";
import { expect, test } from "vitest";
import { valueValidators } from "../../generator/src/json-schema/value-validators.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import type { Difference } from "../../generator/src/model/compat/difference.js";
import { differences } from "../../generator/src/model/compat/differences.js";
import { fits } from "../../generator/src/model/compat/fits.js";
import type { Field, FieldType, NamedType } from "../../generator/src/model/model.js";
import { validValue } from "../properties/values.js";
import { declaration, TYPE_NAMES, typePair } from "./random-types.js";

/** Validators take long to compile. */
const VALIDATED_PAIRS = 150;
const PAIRS = 2000;
const VALUES = 12;

/** A type before and after a change, with the named types of both schemas. */
const change = fc
  .tuple(typePair, fc.array(declaration, { minLength: 2, maxLength: 2 }), fc.boolean())
  .chain(([pair, declared, isChanged]) =>
    fc.array(declaration, { minLength: 2, maxLength: 2 }).map((others) => ({
      pair,
      before: named(declared),
      after: named(isChanged ? others : declared),
    })),
  );

function named(types: readonly FieldType[]): NamedType[] {
  return types.map((type, index) => ({
    name: TYPE_NAMES[index] as string,
    type,
    description: undefined,
    deprecated: undefined,
    examples: [],
  }));
}

function fieldOf(type: FieldType): Field {
  return {
    name: "f",
    type,
    group: undefined,
    aliases: [],
    default: undefined,
    modelKey: undefined,
    isOptional: false,
    isPii: false,
    description: undefined,
    deprecated: undefined,
    examples: [],
  };
}

function differencesOf(
  [old, now]: readonly [FieldType, FieldType],
  before: readonly NamedType[],
  after: readonly NamedType[],
): Difference[] {
  const path = ["events", "E", "data"];
  const shape = (type: FieldType) => ({ fields: [fieldOf(type)], isOpen: false });
  return differences(
    [{ old: shape(old), new: shape(now), oldPath: path, newPath: path, owner: "E" }],
    typesByName(before),
    typesByName(after),
    () => false,
  );
}

function validatorOf(types: readonly NamedType[], type: FieldType) {
  const matches = (pattern: string, text: string) => new RegExp(pattern, "u").test(text);
  return valueValidators(types, [type], matches)(type);
}

test("a type fits another only if it has no value that the other refuses", () => {
  const seen = { fits: 0, refused: 0, unproven: 0 };
  fc.assert(
    fc.property(change, fc.integer(), ({ pair, before, after }, seed) => {
      const [old, now] = pair;
      const [wasValid, isValid] = [validatorOf(before, old), validatorOf(after, now)];
      const refused = fc
        .sample(validValue(old, typesByName(before)), { numRuns: VALUES, seed })
        .find((value) => wasValid(value) && !isValid(value));
      if (fits(old, now, typesByName(before), typesByName(after))) {
        seen.fits++;
        expect(refused).toBeUndefined();
      } else if (refused === undefined) seen.unproven++;
      else seen.refused++;
    }),
    { numRuns: VALIDATED_PAIRS },
  );
  expect(seen.fits).toBeGreaterThan(VALIDATED_PAIRS / 10);
  // A few values are mostly enough to show that a type does not fit.
  expect(seen.refused).toBeGreaterThan(3 * seen.unproven);
});

test("types fit where no difference says otherwise, in both directions", () => {
  fc.assert(
    fc.property(change, ({ pair, before, after }) => {
      const [old, now] = pair;
      const found = differencesOf(pair, before, after);
      const [oldTypes, newTypes] = [typesByName(before), typesByName(after)];
      expect(found.every(({ reads }) => reads)).toBe(fits(old, now, oldTypes, newTypes));
      expect(found.every(({ rollsBack }) => rollsBack)).toBe(fits(now, old, newTypes, oldTypes));
    }),
    { numRuns: PAIRS },
  );
});

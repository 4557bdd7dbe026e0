/** A name in PascalCase, for identifiers of formats: `order-shipping` → `OrderShipping`. */
export function pascalName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** A name in snake_case that begins with a letter, for Terraform. */
export function snakeName(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(words) ? words : `c_${words}`;
}

/**
 * The name of the queue of a consumer, whose name it holds whole. SQS takes 80 letters, digits, "-" and "_", and the
 * name of a function has at most 64.
 */
export function queueName(table: string, consumer: string): string {
  const end = `-${consumer}-failed`;
  return `${table.replace(/[^\w-]/g, "-").slice(0, 80 - end.length)}${end}`;
}

/** The name of a policy. IAM takes 128 characters. */
export function policyNameOf(table: string, policy: string): string {
  return `${table.slice(0, 110)}-${policy}`;
}

/** The alias of the key of a table. KMS takes letters, digits and "/_-". */
export function keyAlias(table: string): string {
  return `alias/${table.replace(/[^\w-]/g, "-")}`;
}

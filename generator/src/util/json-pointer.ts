/** A JSON pointer as a path in a value: a step into a list is a number. Source: RFC 6901. */
export function pathOfPointer(pointer: string, value: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let part = value;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(part) ? Number(name) : name;
    path.push(step);
    part = (part as Record<string | number, unknown>)[step];
  }
  return path;
}

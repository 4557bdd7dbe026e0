import { create } from "./elements.js";

/** Colours the names and the literals of JSON. */
export function paintJson(code: Element): void {
  paint(code, /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g, (match) =>
    match[2] === undefined ? ["jv", match[0]] : ["jn", match[1] ?? ""],
  );
}

/** Colours the placeholders of a key: `{order_id}`. */
export function paintKey(code: Element): void {
  paint(code, /\{[^{} ]*\}/g, ([text]) => ["kp", text]);
}

/** Wraps the beginning of each match of a pattern: the text that `styleOf` returns, with its class. */
function paint(
  code: Element,
  pattern: RegExp,
  styleOf: (match: RegExpExecArray) => readonly [className: string, text: string],
): void {
  const text = code.textContent ?? "";
  const nodes: Node[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [className, painted] = styleOf(match);
    nodes.push(document.createTextNode(text.slice(end, match.index)));
    nodes.push(create("span", painted, className));
    end = match.index + painted.length;
  }
  code.replaceChildren(...nodes, document.createTextNode(text.slice(end)));
}

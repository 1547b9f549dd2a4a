import type { Json } from "./json.ts";
import { printNatively } from "./native.ts";
import { printTree } from "./print-tree.ts";
import { type Style, styles } from "./styles.ts";

/**
 * The printers by name: `pythonDumps` is json.dumps as it stands; `pythonCompact` the same with `ensure_ascii=False` and
 * `separators=(",", ":")`; `wireCompact` that with `allow_nan=False` and encoded as UTF-8, which is httpx's `json=`;
 * `orjson` is orjson.dumps; `relay` is `pythonCompact` with every `Num` as it was written.
 */
export type Printer = keyof typeof styles;

/** A value's text, or why its printer refuses it, in Python's words. */
export type Printed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Prints a value, refusing what the Python printer refuses. */
export function print(value: Json, printer: Printer): Printed {
  const style: Style = styles[printer];
  const native = printNatively(value, style);
  if (native !== undefined) return { ok: true, text: native };
  let refusal: string | undefined;
  const refuse = (message: string): void => {
    refusal ??= message;
  };
  const text = printTree(value, { style, refuse });
  style.finish?.(text, refuse);
  return refusal === undefined ? { ok: true, text } : { ok: false, message: refusal };
}

/** Python's `json.dumps(value)`. */
export function pythonDumps(value: Json): string {
  return always(value, styles.pythonDumps);
}

/** Python's `json.dumps(value, ensure_ascii=False, separators=(",", ":"))`; lone surrogates stay as they are. */
export function pythonCompact(value: Json): string {
  return always(value, styles.pythonCompact);
}

/** Compact JSON in which every `Num` is spelt as it was written; parse with `sources` to keep every number so. */
export function relay(value: Json): string {
  return always(value, styles.relay);
}

function always(value: Json, style: Style): string {
  return printNatively(value, style) ?? printTree(value, { style, refuse: () => undefined });
}

import { canRefer, fail, match, peek, type Scanner, take, takeName, takeWhile, type Width } from "./scanner.ts";

/** What an escape stands for. */
export type Escaped =
  | { readonly is: "place" }
  | { readonly is: "class" }
  | { readonly is: "char"; readonly code: number }
  | { readonly is: "group"; readonly width: Width };

const HEX = /^[0-9a-fA-F]$/;
const OCTAL = /^[0-7]$/;
const DIGIT = /^[0-9]$/;
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
const LAST_CODE_POINT = 0x10ffff;
const LAST_OCTAL = 0o377;

function char(code: number): Escaped {
  return { is: "char", code };
}

function bad(scan: Scanner): Escaped {
  fail(scan);
  return char(0);
}

function limited(scan: Scanner, { code, last }: { readonly code: number; readonly last: number }): Escaped {
  return code > last ? bad(scan) : char(code);
}

function named(scan: Scanner): Escaped {
  if (!match(scan, "{")) return bad(scan);
  // Python looks the name up; whether there is such a character is not told here.
  return /^[A-Za-z][A-Za-z0-9 -]*$/.test(takeName(scan, "}")) ? char(0) : bad(scan);
}

/** Escapes that mean the same inside a set and outside. */
function common(scan: Scanner, letter: string): Escaped {
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) {
    const taken = takeWhile(scan, HEX, digits);
    return taken.length === digits
      ? limited(scan, { code: Number.parseInt(taken, 16), last: LAST_CODE_POINT })
      : bad(scan);
  }
  if (letter === "N") return named(scan);
  return /^[A-Za-z]$/.test(letter) ? bad(scan) : char(letter.codePointAt(0) ?? 0);
}

/** An escape inside a set. */
export function escapeInSet(scan: Scanner, letter: string): Escaped {
  const code = LETTERS[letter];
  if (code !== undefined) return char(code);
  if (/^[dDsSwW]$/.test(letter)) return { is: "class" };
  if (OCTAL.test(letter))
    return limited(scan, { code: Number.parseInt(letter + takeWhile(scan, OCTAL, 2), 8), last: LAST_OCTAL });
  return DIGIT.test(letter) ? bad(scan) : common(scan, letter);
}

function reference(scan: Scanner, first: string): Escaped {
  const second = DIGIT.test(peek(scan) ?? "") ? (take(scan) ?? "") : "";
  if (OCTAL.test(first) && OCTAL.test(second) && OCTAL.test(peek(scan) ?? ""))
    return limited(scan, { code: Number.parseInt(first + second + (take(scan) ?? ""), 8), last: LAST_OCTAL });
  const group = Number(first + second);
  const width = scan.widths[group];
  return width !== undefined && canRefer(scan, group) ? { is: "group", width } : bad(scan);
}

/** An escape outside of sets. */
export function escapeOutside(scan: Scanner, letter: string): Escaped {
  if (/^[AbBZ]$/.test(letter)) return { is: "place" };
  if (/^[dDsSwW]$/.test(letter)) return { is: "class" };
  const code = LETTERS[letter];
  if (code !== undefined) return char(code);
  if (letter === "0") return char(Number.parseInt(`0${takeWhile(scan, OCTAL, 2)}`, 8));
  return DIGIT.test(letter) ? reference(scan, letter) : common(scan, letter);
}

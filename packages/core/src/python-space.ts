// Python's \s and strip() know four separators more than JavaScript's, and no byte order mark.
/** What is white space to Python, as a piece of a regular expression. */
export const PYTHON_SPACE = "(?:(?!\\ufeff)[\\s\\x1c-\\x1f\\x85])";

const EDGES = new RegExp(`^${PYTHON_SPACE}+|${PYTHON_SPACE}+$`, "gu");

/** Whether a character is neither white space nor beyond ASCII: most texts begin and end with one. */
function isInk(unit: number): boolean {
  return unit > 32 && unit < 127;
}

/** A text without white space around it, as Python's `strip()` gives it. */
export function strip(text: string): string {
  if (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1))) return text;
  return text.replace(EDGES, "");
}

const END = new RegExp(`${PYTHON_SPACE}+$`, "u");

/** A text without white space at its end, as Python's `rstrip()` gives it. */
export function rstrip(text: string): string {
  if (isInk(text.charCodeAt(text.length - 1))) return text;
  return text.replace(END, "");
}

/** Whether a text is white space and nothing else, as Python's `isspace()` tells; an empty one is not. */
export function isSpace(text: string): boolean {
  return text !== "" && strip(text) === "";
}

// Python's \s and strip() know four separators more than JavaScript's, and no byte order mark.
/** What is white space to Python, as a piece of a regular expression. */
export const PYTHON_SPACE = "(?:(?!\\ufeff)[\\s\\x1c-\\x1f\\x85])";

const EDGES = new RegExp(`^${PYTHON_SPACE}+|${PYTHON_SPACE}+$`, "gu");

/** A text without white space around it, as Python's `strip()` gives it. */
export function strip(text: string): string {
  return text.replace(EDGES, "");
}

const END = new RegExp(`${PYTHON_SPACE}+$`, "u");

/** A text without white space at its end, as Python's `rstrip()` gives it. */
export function rstrip(text: string): string {
  return text.replace(END, "");
}

/** Whether a text is white space and nothing else, as Python's `isspace()` tells; an empty one is not. */
export function isSpace(text: string): boolean {
  return text !== "" && strip(text) === "";
}

// Python's \s and strip() know four separators more than JavaScript's, and no byte order mark.
/** What is white space to Python, as a piece of a regular expression. */
export const PYTHON_SPACE = "(?:(?!\\ufeff)[\\s\\x1c-\\x1f\\x85])";

const SPACE = new RegExp(PYTHON_SPACE, "u");

/** Whether a character is neither white space nor beyond ASCII: most texts begin and end with one. */
function isInk(unit: number): boolean {
  return unit > 32 && unit < 127;
}

/** A text without white space around it, as Python's `strip()` gives it. */
export function strip(text: string): string {
  if (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1))) return text;
  let start = 0;
  while (start < text.length && SPACE.test(text.charAt(start))) start++;
  return rstrip(text.slice(start));
}

/** A text without white space at its end, as Python's `rstrip()` gives it. */
export function rstrip(text: string): string {
  if (isInk(text.charCodeAt(text.length - 1))) return text;
  let end = text.length;
  while (end > 0 && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Whether a text is white space and nothing else, as Python's `isspace()` tells; an empty one is not. */
export function isSpace(text: string): boolean {
  return text !== "" && strip(text) === "";
}

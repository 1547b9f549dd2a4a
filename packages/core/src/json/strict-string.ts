import { type Cursor, type Failure, failAt, hasControl } from "./cursor.ts";
import { closingQuote, seek } from "./seek.ts";

/** Reads the string whose opening quote the cursor is at; the empty one after a failure. */
export function readString(cursor: Cursor): string {
  const { text, at: open } = cursor;
  const close = closingQuote(text, open);
  const content = close < 0 ? undefined : decode(cursor, { open, close });
  if (content === undefined) {
    failAt(cursor, stringFault(text, open));
    return "";
  }
  cursor.at = close + 1;
  return content;
}

function decode(
  cursor: Cursor,
  { open, close }: { readonly open: number; readonly close: number },
): string | undefined {
  if (close < seek(cursor.backslash, open)) {
    const content = cursor.text.slice(open + 1, close);
    return cursor.isClean || !hasControl(content) ? content : undefined;
  }
  try {
    return JSON.parse(cursor.text.slice(open, close + 1));
  } catch {
    return undefined;
  }
}

/** What Python finds wrong with a string, in the order it looks. */
function stringFault(text: string, open: number): Failure {
  const unterminated = { message: "Unterminated string starting at", offset: open };
  let at = open + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit < 32) return { message: "Invalid control character at", offset: at };
    if (unit === 34) return unterminated;
    if (unit !== 92) {
      at++;
    } else if (at + 1 === text.length) {
      return unterminated;
    } else if (text[at + 1] === "u") {
      if (!/^[\da-fA-F]{4}.$/s.test(text.slice(at + 2, at + 7)))
        return { message: "Invalid \\uXXXX escape", offset: at + 1 };
      at += 6;
    } else {
      if (!'"\\/bfnrt'.includes(text.charAt(at + 1))) return { message: "Invalid \\escape", offset: at };
      at += 2;
    }
  }
  return unterminated;
}

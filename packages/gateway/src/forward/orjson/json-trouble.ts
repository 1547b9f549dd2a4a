import { scalarEnd } from "./scalar-end.ts";
import { textEnd } from "./text-end.ts";
import { failed, isTrouble, type Read, type Trouble, unexpected } from "./trouble.ts";

const SPACES = " \t\n\r";
const MARK = "\ufeff";

/** How deep orjson reads. */
const DEEPEST = 1024;

/** What is left to be closed: `]` or `}` each. */
type Open = string[];

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACES.includes(text.charAt(at))) at++;
  return at;
}

function keyEnd(text: string, at: number): Read {
  if (text[at] !== '"') return unexpected(text, at, "unexpected character, expected a string key");
  const end = textEnd(text, at + 1);
  if (isTrouble(end)) return end;
  const colon = spaceEnd(text, end);
  if (text[colon] !== ":") return unexpected(text, colon, "unexpected character, expected ':' after key");
  return spaceEnd(text, colon + 1);
}

/** Where the next value begins, behind its key in an object. */
function memberAt(text: string, at: number, closing: string): Read {
  return closing === "}" ? keyEnd(text, at) : at;
}

/** Behind a value, lists and objects opened: where their first value begins, or behind an empty one. */
function opened(text: string, at: number, open: Open): Read {
  const closing = text[at] === "{" ? "}" : "]";
  if (open.length >= DEEPEST) return failed(at + 1, "depth limit exceeded");
  const inside = spaceEnd(text, at + 1);
  if (text[inside] === closing) return inside + 1;
  open.push(closing);
  return memberAt(text, inside, closing);
}

/** Behind what closes after a value: where the next value begins, or the document's end. */
function closed(text: string, from: number, open: Open): Read {
  for (let at = spaceEnd(text, from); ; at = spaceEnd(text, at + 1)) {
    const closing = open.at(-1);
    if (closing === undefined) return at;
    if (text[at] === closing) {
      open.pop();
      continue;
    }
    if (text[at] !== ",") return unexpected(text, at, `unexpected character, expected ',' or '${closing}'`);
    const next = spaceEnd(text, at + 1);
    return text[next] === closing ? failed(at, "trailing comma is not allowed") : memberAt(text, next, closing);
  }
}

function troubleIn(text: string): Trouble | undefined {
  const open: Open = [];
  if (text.startsWith(MARK)) return failed(0, "UTF-8 byte order mark (BOM) is not supported");
  let at: Read = spaceEnd(text, 0);
  if (at === text.length) return failed(0, "input data is empty");
  for (;;) {
    const depth = open.length;
    const isOpening: boolean = text[at] === "{" || text[at] === "[";
    const read: Read = isOpening ? opened(text, at, open) : scalarEnd(text, at);
    if (isTrouble(read)) return read;
    at = read;
    if (open.length > depth) continue;
    const next = closed(text, at, open);
    if (isTrouble(next)) return next;
    if (open.length === 0) return next === text.length ? undefined : failed(next, "unexpected content after document");
    at = next;
  }
}

const LF = 0x0a;

function isSecondHalf(text: string, at: number): boolean {
  const [first, second] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return second >= 0xdc00 && second <= 0xdfff && first >= 0xd800 && first <= 0xdbff;
}

/** Where a place is, a pair of surrogates being one sign. Counted, not gathered: the signs of 60 MB are a gigabyte as a list. */
function placed(text: string, at: number): string {
  let [signs, line, begin] = [0, 1, -1];
  for (let index = 0; index < at; index++) {
    if (isSecondHalf(text, index)) continue;
    if (text.charCodeAt(index) === LF) {
      line++;
      begin = signs;
    }
    signs++;
  }
  return `line ${line} column ${signs - begin} (char ${signs})`;
}

/** What is wrong with a text that is no JSON, in the words and with the places of orjson 3.13; undefined where it is JSON. */
export function jsonTrouble(text: string): string | undefined {
  const trouble = troubleIn(text);
  return trouble && `${trouble.words}: ${placed(text, trouble.at)}`;
}

import { FRAME_LIMITS } from "@lintel/core";
import { isObject, type Json, parse } from "@lintel/core/json";
import { type OpenBrackets, openBrackets } from "./open-brackets.ts";

const { frameChars, frameLines } = FRAME_LIMITS;
const EXTRA = /^Extra data: .*\(char (\d+)\)$/;
const BEGUN = /^\s*\{/;
const CLOSED = /\}\s*$/;

/** Takes what a line of data completes. */
export interface LineOut {
  /** With its line, where it stands alone in one. */
  event(event: Json, line?: string): void;
  /** A line that belongs to no event, in the words of Python's JSON reader. */
  broken(message: string): void;
}

/** Events out of lines of data: one a line, several in one, or one in several lines. */
export interface EventLines {
  push(line: string): void;
  /** Whether an event has begun whose end has not come. */
  isHolding(): boolean;
}

/** Characters in which the end of a value is looked for first. */
const WINDOW = 256;
/** What of a number may stand behind one that is whole by itself: `e+`. */
const NUMBER_REST = 2;

function isEvent(line: string): boolean {
  const parsed = BEGUN.test(line) ? parse(line) : undefined;
  return parsed?.ok === true && isObject(parsed.value) && typeof parsed.value.type === "string";
}

/** Where a second value begins behind a first one, which is looked for in little of the text at first: reading all of it for each value would take quadratic time. */
function secondValue(text: string): number | undefined {
  for (let size = WINDOW; ; size *= 2) {
    const parsed = parse(text.slice(0, size));
    const [, at] = parsed.ok ? [] : (EXTRA.exec(parsed.message) ?? []);
    if (size >= text.length) return at === undefined ? undefined : Number(at);
    if (at !== undefined && Number(at) < size - NUMBER_REST) return Number(at);
  }
}

/** No line has come. */
export function eventLines({ event, broken }: LineOut): EventLines {
  let held = "";
  let lines = 0;
  let brackets: OpenBrackets | undefined;
  // What is held was whole and could not be read: nothing that follows makes it an event.
  let isHopeless = false;

  function letGo(): void {
    held = "";
    lines = 0;
    brackets = undefined;
    isHopeless = false;
  }

  /** A line that is no event by itself: the rest of what is held, or its beginning; what an event follows is neither. */
  function hold(line: string): void {
    held += line;
    lines++;
    brackets ??= openBrackets();
    brackets.push(line);
    if (held.length > frameChars || lines > frameLines) {
      broken(`an event exceeds ${frameChars} characters or ${frameLines} lines`);
      return;
    }
    if (!CLOSED.test(line)) return;
    // Held is read once it may be whole: at each line's end it would take quadratic time.
    if (!isHopeless && !brackets.isOpen()) {
      const whole = parse(held);
      if (whole.ok) {
        letGo();
        event(whole.value);
        return;
      }
      isHopeless = true;
    }
    if (!isEvent(line)) return;
    const failed = parse(held);
    letGo();
    if (!failed.ok) broken(failed.message);
  }

  function read(line: string): void {
    const parsed = parse(line);
    if (parsed.ok) {
      event(parsed.value, line);
      return;
    }
    if (!EXTRA.test(parsed.message)) {
      hold(line);
      return;
    }
    let rest = line;
    for (let next = secondValue(rest); next !== undefined; next = secondValue(rest)) {
      const first = rest.slice(0, next);
      const value = parse(first);
      if (value.ok) event(value.value, first);
      rest = rest.slice(next);
    }
    const last = parse(rest);
    if (last.ok) event(last.value, rest);
    else hold(rest);
  }

  return {
    push(line) {
      if (held !== "") hold(line);
      else if (line !== "" && line !== "[DONE]") read(line);
    },
    isHolding: () => held !== "",
  };
}

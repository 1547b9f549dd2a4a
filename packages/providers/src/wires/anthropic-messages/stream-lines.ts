import { isObject, type Json, parse } from "@lintel/core/json";

/** Characters an event may have that comes in several lines. */
const LARGEST = 16 * 1024 * 1024;
const EXTRA = /^Extra data: .*\(char (\d+)\)$/;
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

function isEvent(line: string): boolean {
  const parsed = parse(line);
  return parsed.ok && isObject(parsed.value) && typeof parsed.value.type === "string";
}

/** No line has come. */
export function eventLines({ event, broken }: LineOut): EventLines {
  let held = "";

  /** A line that is no event by itself: the rest of what is held, or its beginning; what an event follows is neither. */
  function hold(line: string): void {
    const isFirst = held === "";
    held += line;
    if (held.length > LARGEST) {
      broken(`an event exceeds ${LARGEST} characters`);
    } else if (CLOSED.test(line)) {
      const whole = parse(held);
      if (!whole.ok && (isFirst || !isEvent(line))) return;
      held = "";
      if (whole.ok) event(whole.value);
      else broken(whole.message);
    }
  }

  function read(line: string): void {
    const parsed = parse(line);
    if (parsed.ok) {
      event(parsed.value, line);
      return;
    }
    const [, at] = EXTRA.exec(parsed.message) ?? [];
    if (at === undefined) {
      hold(line);
    } else {
      read(line.slice(0, Number(at)));
      read(line.slice(Number(at)).trimStart());
    }
  }

  return {
    push(line) {
      if (held !== "") hold(line);
      else if (line !== "" && line !== "[DONE]") read(line);
    },
    isHolding: () => held !== "",
  };
}

import type { Problem } from "./parse-fields.ts";
import { type ParsedHead, parseHead } from "./parse-head.ts";

// A longer head is not kept for the next one.
const MOST_KEPT = 8192;

/** Reads heads of one origin's answers: what is as in the head before is not read again. */
export interface HeadMemory {
  parse(text: string, method: string): ParsedHead | Problem;
}

export function headMemory(): HeadMemory {
  let lastText = "";
  let lastMethod = "";
  let last: ParsedHead | undefined;
  return {
    parse(text, method) {
      if (last !== undefined && text === lastText && method === lastMethod) return last;
      const head = parseHead(text, { method, like: last?.headers });
      if (head.read === "problem" || text.length > MOST_KEPT) return head;
      lastText = text;
      lastMethod = method;
      last = head;
      return head;
    },
  };
}

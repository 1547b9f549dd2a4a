import { UNANSWERED } from "../told-failure.ts";
import { type BodyEnd, bodyFraming } from "./body-framing.ts";
import { type HeadMemory, headMemory } from "./head-memory.ts";
import { headReader } from "./head-reader.ts";
import { malformed, type Problem } from "./parse-fields.ts";
import type { ParsedHead } from "./parse-head.ts";

const MOST_INTERIM = 16;

/** How an answer stands: it goes on, it ended with the bytes read, it ended and bytes are left over, or something is wrong. */
export type Standing = "open" | "ended" | "left over" | Problem;

/** What some bytes of an answer came to. */
export type Arrival =
  | { readonly read: "more" }
  | Problem
  | {
      readonly read: "body";
      readonly head: ParsedHead;
      readonly pieces: readonly Uint8Array[];
      readonly standing: Standing;
    };

/** Reads the answers of one connection, one at a time. */
export interface AnswerReader {
  /** What httpx says where the answer ends here. */
  unfinished(): string;
  /** Makes ready for the answer to a request. */
  begin(method: string): void;
  push(bytes: Buffer): Arrival;
  /** What it means that nothing comes any more: the answer ends with it, it is cut off there, or something was wrong before. */
  cut(): "ended" | "before the answer" | "in the middle of the answer" | Problem;
}

const MORE: Arrival = { read: "more" };

function standing(end: number | Problem, size: number): Standing {
  if (typeof end !== "number") return end;
  if (end === -1) return "open";
  return end === size ? "ended" : "left over";
}

/** A reader, which may share what it knows of heads with others of its origin. */
export function answerReader(known: HeadMemory = headMemory()): AnswerReader {
  const heads = headReader();
  let method = "";
  let interim = 0;
  let head: ParsedHead | undefined;
  let body: BodyEnd | undefined;

  function interimProblem(status: number): Problem | undefined {
    if (status === 101) return malformed("it changes the protocol, which nobody asked for");
    interim++;
    return interim > MOST_INTERIM ? malformed("it announces itself without end") : undefined;
  }

  /** Reads past the heads that only announce another; answers with the index behind the last one. */
  function pushHead(bytes: Buffer): number | Problem {
    for (let at = 0; at < bytes.length; ) {
      const end = heads.push(bytes, at);
      if (typeof end !== "number" || end === -1) return end;
      const parsed = known.parse(heads.text(), method);
      if (parsed.read === "problem") return parsed;
      at = end;
      if (parsed.status >= 200) {
        head = parsed;
        body = bodyFraming(parsed.framing);
        return at;
      }
      const problem = interimProblem(parsed.status);
      if (problem !== undefined) return problem;
    }
    return -1;
  }

  return {
    begin(next) {
      method = next;
      interim = 0;
      head = undefined;
      body = undefined;
      heads.reset();
    },
    push(bytes) {
      const from = head === undefined ? pushHead(bytes) : 0;
      if (typeof from !== "number") return from;
      if (head === undefined || body === undefined) return MORE;
      const pieces: Uint8Array[] = [];
      const end = body.push(bytes, from, pieces);
      return { read: "body", head, pieces, standing: standing(end, bytes.length) };
    },
    unfinished: () => body?.unfinished() ?? UNANSWERED,
    cut() {
      if (head === undefined) return heads.cut() ?? "before the answer";
      return head.framing === "close" ? "ended" : "in the middle of the answer";
    },
  };
}

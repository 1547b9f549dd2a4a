import { CR, FIELD, LF, SEMICOLON } from "./character-classes.ts";
import { malformed, type Problem, parseFields } from "./parse-fields.ts";

// A size of more digits is beyond what a number counts exactly.
const MOST_SIZE_DIGITS = 12;
/** The most bytes of chunk extensions and of trailers in one answer. */
export const MOST_EXTRA_BYTES = 16 * 1024;

type State = "size" | "extension" | "size end" | "data" | "data cr" | "data lf" | "trailers" | "end";

/** A chunked body that is read piece by piece. */
export interface ChunkedBody {
  /** Reads on from an index, tells where data stands; answers with where the body ended, with -1 while it goes on, or with what is wrong. */
  push(bytes: Uint8Array, from: number, data: (from: number, to: number) => void): number | Problem;
}

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Undoes the chunks of an answer, https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding. */
export function chunkedBody(): ChunkedBody {
  let state: State = "size";
  let size = 0;
  let digits = 0;
  let extra = 0;
  let trailers = "";

  function sizeByte(code: number): Problem | undefined {
    const value = digit(code);
    if (value >= 0 && digits < MOST_SIZE_DIGITS) {
      size = size * 16 + value;
      digits++;
    } else if (digits > 0 && code === CR) {
      state = "size end";
    } else if (digits > 0 && code === SEMICOLON) {
      state = "extension";
    } else {
      return malformed("a chunk's size is none");
    }
    return undefined;
  }

  function extensionByte(code: number): Problem | undefined {
    if (code === CR) state = "size end";
    else if (FIELD[code] !== 1) return malformed("a chunk's extension holds a control character");
    else if (++extra > MOST_EXTRA_BYTES) return malformed("its chunk extensions have no end");
    return undefined;
  }

  function trailerByte(code: number): Problem | undefined {
    trailers += String.fromCharCode(code);
    if (trailers.length > MOST_EXTRA_BYTES) return malformed("its trailers have no end");
    if (code !== LF) return undefined;
    if (!trailers.endsWith("\r\n")) return malformed("a trailer's line does not end well");
    if (trailers !== "\r\n" && !trailers.endsWith("\r\n\r\n")) return undefined;
    const fields = parseFields(trailers.slice(0, -2), 0);
    if ("read" in fields) return fields;
    state = "end";
    return undefined;
  }

  function controlByte(code: number): Problem | undefined {
    switch (state) {
      case "size":
        return sizeByte(code);
      case "extension":
        return extensionByte(code);
      case "size end":
        state = size === 0 ? "trailers" : "data";
        return code === LF ? undefined : malformed("a chunk's size does not end its line");
      case "data cr":
        state = "data lf";
        return code === CR ? undefined : malformed("a chunk is longer than its size");
      case "data lf":
        state = "size";
        digits = 0;
        return code === LF ? undefined : malformed("a chunk is longer than its size");
      default:
        return trailerByte(code);
    }
  }

  return {
    push(bytes, from, data) {
      for (let at = from; at < bytes.length; ) {
        if (state === "data") {
          const to = Math.min(bytes.length, at + size);
          data(at, to);
          size -= to - at;
          at = to;
          if (size === 0) state = "data cr";
          continue;
        }
        const problem = controlByte(bytes[at] ?? 0);
        if (problem !== undefined) return problem;
        at++;
        if (state === "end") return at;
      }
      return -1;
    },
  };
}

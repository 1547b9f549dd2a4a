/** Bytes of a piece up to which copying it into its chunk takes less time than three writes. */
const SHORT = 16_384;

const LINE_END = "\r\n";

/** What ends a body of chunks. */
export const LAST_CHUNK = `0${LINE_END}${LINE_END}`;

/** A text of which Node.js has to be told how it becomes bytes. */
export interface Encoded {
  readonly text: string;
  /** ASCII takes less time to write as `latin1`, which it is, too. */
  readonly encoding: "latin1" | "utf8";
}

/** Texts that wait to be written together, each an HTTP chunk: https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
export class ChunkedText {
  #text = "";
  #isAscii = true;
  /** Bytes that wait. */
  size = 0;

  /** Adds a chunk. An empty one would end the body, and is left out. */
  add(text: string): void {
    if (text === "") return;
    const bytes = Buffer.byteLength(text);
    if (bytes !== text.length) this.#isAscii = false;
    this.size += bytes;
    this.#text += bytes.toString(16) + LINE_END + text + LINE_END;
  }

  /** What has waited, with whatever goes behind it. */
  take(behind = ""): Encoded {
    const text = this.#text + behind;
    const encoding = this.#isAscii ? "latin1" : "utf8";
    this.#text = "";
    this.#isAscii = true;
    this.size = 0;
    return { text, encoding };
  }
}

/** A chunk of bytes, in the pieces it is written in. */
export function chunkOf(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length === 0) return [];
  const head = bytes.length.toString(16) + LINE_END;
  if (bytes.length > SHORT) return [Buffer.from(head, "latin1"), bytes, Buffer.from(LINE_END, "latin1")];
  const chunk = Buffer.allocUnsafe(head.length + bytes.length + LINE_END.length);
  chunk.write(head, "latin1");
  chunk.set(bytes, head.length);
  chunk.write(LINE_END, head.length + bytes.length, "latin1");
  return [chunk];
}

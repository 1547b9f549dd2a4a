import { createReadStream } from "node:fs";

/** The non-empty lines of a file, split at line feeds and nothing else. */
export async function* lines(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const parts = (rest + String(piece)).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.trim() !== "") yield part;
  }
  if (rest.trim() !== "") yield rest;
}

import { toBase64 } from "@lintel/core";
import { readCase, readLine } from "./case.ts";
import { replay } from "./replay.ts";
import { subject } from "./subject.ts";

function cutOf(text: string): number | "as-recorded" {
  return text === "as-recorded" ? text : Number(text);
}

/** A fixture's line in, what the call did out, both as JSON text. */
async function replayLine(text: string, cut: string): Promise<string> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  if (call === undefined)
    return JSON.stringify({ outcome: "threw", requests: [], waits: [], losses: [], reason: "not a case" });
  const { requests, ...rest } = await replay(call, subject, cutOf(cut));
  return JSON.stringify({
    ...rest,
    requests: requests.map(({ body, ...it }) => ({ ...it, body_b64: toBase64(body) })),
  });
}

Object.assign(globalThis, { replayLine });

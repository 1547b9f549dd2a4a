import type { Reply, ReplyHead } from "@lintel/core";

const REMADE: ReadonlySet<string> = new Set(["content-encoding", "content-length"]);

/** The head of a failed reply as LiteLLM's own HTTP client keeps it: without a coding, its length that of what was in it, and none where nothing was (`MaskedHTTPStatusError`). */
export function keptHead({ status, headers, body }: Reply): ReplyHead {
  const length = body.length === 0 ? [] : [["content-length", String(body.length)] as const];
  return { status, headers: [...headers.filter(([name]) => !REMADE.has(name.toLowerCase())), ...length] };
}

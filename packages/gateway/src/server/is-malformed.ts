import type { IncomingMessage } from "node:http";

const CODED_CHUNKS = /,\s*chunked$/i;

/** Whether a request that the parser of Node.js lets through is none to LiteLLM's: its host is not told once, its body has a coding beside chunks, or no version is told. */
export function isMalformed({ headers, httpVersion, rawHeaders }: IncomingMessage): boolean {
  const { host, "transfer-encoding": coding } = headers;
  if (host === undefined) return httpVersion !== "1.0";
  if (coding !== undefined && CODED_CHUNKS.test(coding)) return true;
  // Several are joined.
  return host.includes(",") && rawHeaders.filter((it, at) => at % 2 === 0 && it.toLowerCase() === "host").length > 1;
}

import type { Reply, RequestHead } from "../server/seam.ts";
import { SAFETY } from "./headers.ts";

/** What a page of another origin may read. */
const EXPOSED =
  "x-litellm-semantic-filter, x-litellm-semantic-filter-tools, x-litellm-adaptive-router-model, x-litellm-applied-guardrails, x-litellm-guardrail-scan-id, x-litellm-guardrail-scan-metadata, x-litellm-cache-key";

const METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY";

const PREFLIGHT_VARY =
  "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network";

const ANYBODY = ["access-control-allow-origin", "*"] as const;

/** Tells a page of any origin that it may read the answers: keys are no cookies, so that no page has them by itself. */
export function crossOrigin(reply: Reply, head: RequestHead): Reply {
  if (head.headers.origin === undefined) return reply;
  return {
    head: (status, told) => reply.head(status, [...told, ...ANYBODY, "access-control-expose-headers", EXPOSED]),
    write: (piece) => reply.write(piece),
    drained: () => reply.drained(),
    end: (piece) => reply.end(piece),
    abort: () => reply.abort(),
    get closed() {
      return reply.closed;
    },
    onGone: (listener) => reply.onGone(listener),
  };
}

/** Whether a browser asks what another origin's page may send. */
export function isPreflight({ method, headers }: RequestHead): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;
}

/** Answers a browser's question, on any path: every method that HTTP knows, and no private network's page. */
export function answerPreflight(reply: Reply, { headers }: RequestHead): void {
  const refused = [
    ...(METHODS.split(", ").includes(headers["access-control-request-method"] ?? "") ? [] : ["method"]),
    ...(headers["access-control-request-private-network"] === undefined ? [] : ["private-network"]),
  ];
  const text = refused.length === 0 ? "OK" : `Disallowed CORS ${refused.join(", ")}`;
  const asked = headers["access-control-request-headers"];
  reply.head(refused.length === 0 ? 200 : 400, [
    "vary",
    PREFLIGHT_VARY,
    ...ANYBODY,
    "access-control-allow-methods",
    METHODS,
    "access-control-max-age",
    "600",
    ...(asked === undefined ? [] : ["access-control-allow-headers", asked]),
    "content-length",
    String(text.length),
    "content-type",
    "text/plain; charset=utf-8",
    ...SAFETY.slice(2),
  ]);
  reply.end(text);
}

import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { isCodexAgent } from "../coding-agents.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";

const SESSION_ID = /^[a-zA-Z0-9_-]{8,}$/;

const VENDORS_SESSION = /^x-.+-session-id$/;

const CODEX_SESSIONS = ["session-id", "session_id", "thread-id", "conversation_id"] as const;

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/i;

type Head = Exchange["head"];

/** Headers by which callers may say which session a call is of, the most telling first (`get_chain_id_from_headers`). */
function chainNames({ headers }: Head): readonly string[] {
  const vendors = Object.keys(headers).filter(
    (name) => VENDORS_SESSION.test(name) && name !== "x-litellm-session-id" && name !== "x-litellm-trace-id",
  );
  const own = isCodexAgent(headers["user-agent"]) ? CODEX_SESSIONS : [];
  return [...vendors, ...own, "x-session-id"];
}

function chainOf(head: Head): string | undefined {
  const explicit = lastHeader(head, "x-litellm-trace-id") || lastHeader(head, "x-litellm-session-id");
  if (explicit) return explicit;
  return chainNames(head)
    .map((name) => lastHeader(head, name))
    .find((value) => value !== undefined && SESSION_ID.test(value));
}

function traceOf(head: Head): string | undefined {
  const trace = TRACEPARENT.exec(lastHeader(head, "traceparent")?.trim() ?? "")?.[1]?.toLowerCase();
  return trace === "0".repeat(32) ? undefined : trace;
}

function baggageSession(head: Head): string | undefined {
  const pairs = (lastHeader(head, "baggage") ?? "").split(",").map((pair) => pair.trim().split(/=(.*)/s));
  return pairs.map(([name = "", value = ""]) => (name.trim() === "session.id" ? value.trim() : "")).find((it) => it);
}

/** A call's metadata with what its headers say of its trace, session and agent, which go to OpenAI while `enable_preview_features` is set; undefined where they say nothing. */
export function tracedMetadata({ head, snapshot }: Exchange, metadata: Json = null): JsonObject | undefined {
  if (snapshot.config.settings.enable_preview_features !== true) return undefined;
  const agent = lastHeader(head, "x-litellm-agent-id");
  const chain = chainOf(head);
  const trace = chain ?? traceOf(head);
  const session = chain ?? baggageSession(head);
  if (!agent && !trace && !session) return undefined;
  return {
    ...(isObject(metadata) && metadata),
    ...(agent && { agent_id: agent }),
    ...(trace && { trace_id: trace }),
    ...(session && { session_id: session }),
  };
}

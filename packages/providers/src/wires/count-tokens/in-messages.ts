import type { Header, Secret } from "@lintel/core";
import { isObject, type Json, object } from "@lintel/core/json";
import type { Asking, CountCall, Question } from "./types.ts";

const OAUTH_BETA = "oauth-2025-04-20";

/** A subscriber's token goes as a bearer's, with a beta of its own; a key by itself. */
function toHeaders(key: Secret, beta: string): readonly Header[] {
  const plain: readonly Header[] = [
    ["content-type", "application/json"],
    ["anthropic-version", "2023-06-01"],
  ];
  if (key.kind !== "oauth") return [...plain, ["x-api-key", key], ["anthropic-beta", beta]];
  return [
    ...plain,
    ["anthropic-beta", [OAUTH_BETA, beta].sort().join(",")],
    ["authorization", ["Bearer ", key]],
    ["anthropic-dangerous-direct-browser-access", "true"],
  ];
}

function isMessage(message: Json): boolean {
  return isObject(message) && Object.hasOwn(message, "role") && Object.hasOwn(message, "content");
}

function toQuestion({ model, input: { messages, system, tools } }: CountCall): Question | undefined {
  if (!messages.every(isMessage)) return undefined;
  const members: readonly (readonly [string, Json])[] = [
    ["model", model],
    ["messages", messages],
    ...(system === undefined ? [] : [["system", system] as const]),
    ...(tools === undefined ? [] : [["tools", tools] as const]),
  ];
  return { body: object(members), losses: [] };
}

/** [Anthropic's token counting](https://docs.anthropic.com/en/api/messages-count-tokens); `beta` names what the API once was. */
export function inMessages(beta: string): Asking {
  return { headers: (key) => toHeaders(key, beta), question: toQuestion };
}

import type { Kwargs } from "../client/front.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Plan } from "../plan.ts";
import type { Dice } from "./dice.ts";
import type { Law } from "./law.ts";
import { observe } from "./observe.ts";
import type { Sample } from "./sample.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function sealed(name: string, rolls: Dice): string {
  const letters = Array.from({ length: 8 + rolls.below(80) }, () => LETTERS[rolls.below(LETTERS.length)]);
  return `law-${name}-${letters.join("")}`;
}

interface Seals {
  readonly signature: string;
  readonly data: string;
}

function thoughts({ signature, data }: Seals): readonly JsonObject[] {
  return [
    { type: "thinking", thinking: "Hm.", signature },
    { type: "redacted_thinking", data },
  ];
}

/** How each function's input brings back an assistant's sealed thoughts. */
const TURNS: Partial<Readonly<Record<Sample["method"], (seals: Seals) => JsonObject>>> = {
  completion: (seals) => ({ role: "assistant", content: "So.", thinking_blocks: thoughts(seals) }),
  messages: (seals) => ({ role: "assistant", content: [...thoughts(seals), { type: "text", text: "So." }] }),
};

const QUESTION: JsonObject = { role: "user", content: "And then?" };

function messagesOf({ messages }: Kwargs): readonly unknown[] | undefined {
  return Array.isArray(messages) ? messages : undefined;
}

function bodyOf({ body }: Plan): string {
  return body?.body === "text" ? body.text : "";
}

function untold(losses: readonly Loss[], at: number): string | undefined {
  return losses.some(({ pointer }) => pointer === "/messages" || pointer.startsWith(`/messages/${at}`))
    ? undefined
    : `the seals of message ${at} did not reach the request, and that is not told`;
}

export const opaqueState: Law = {
  name: "opaque state: signatures and redacted thoughts reach their issuer byte for byte and nobody else, or their loss is told",
  applies: (_, { method, kwargs }) => TURNS[method] !== undefined && messagesOf(kwargs) !== undefined,
  async violation(subject, sample, rolls) {
    const before = messagesOf(sample.kwargs) ?? [];
    const seals: Seals = { signature: sealed("signature", rolls), data: sealed("data", rolls) };
    const messages = [...before, TURNS[sample.method]?.(seals), QUESTION];
    const { plans, losses } = await observe(subject, { ...sample, kwargs: { ...sample.kwargs, messages } });
    const [first] = plans;
    if (first === undefined) return undefined;
    const isIssuer = subject.isIssuer?.(first);
    const reached = Object.values(seals).filter((seal) => bodyOf(first).includes(seal));
    if (isIssuer === false && reached.length > 0) return `${reached.join(" and ")} reached another than the issuer`;
    return reached.length === 2 ? undefined : untold(losses, before.length);
  },
};

import { isObject, type JsonObject } from "@lintel/core/json";
import { type Completed, fromCompletion } from "./completion.ts";
import type { Answering } from "./head.ts";
import { plainCompletion } from "./plain-completion.ts";
import { sdkCompletion } from "./sdk-completion.ts";

/** A provider's chat completion that the OpenAI SDK read before LiteLLM did. */
export function sdkAnswer(reply: JsonObject, answering: Answering): Completed {
  const plain = plainCompletion(reply, answering.prefix);
  if (plain !== undefined) return { ok: true, value: plain, losses: [] };
  const dumped = sdkCompletion(reply);
  return fromCompletion(isObject(dumped) ? dumped : {}, answering);
}

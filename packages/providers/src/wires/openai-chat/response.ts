import { done, headerValue, type Reply, type Step, uuid } from "@lintel/core";
import { isObject, type Json, pythonRepr } from "@lintel/core/json";
import { sdkAnswer, sdkCompletion } from "../../completion/index.ts";
import type { Raised } from "../../faults/index.ts";
import { replyJson, responseText } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import type { ChatCall, ChatState, ChatVendor } from "./types.ts";

/** A reply's content as the OpenAI SDK reads it, or the words of what it raises. */
export function sdkContent(reply: Reply): { readonly value: Json } | { readonly text: string } {
  const read = replyJson(reply);
  if (read.ok) return { value: read.value };
  const [type = ""] = (headerValue(reply, "content-type") ?? "*").split(";");
  return type.endsWith("json") ? { text: read.message } : { value: responseText(reply) };
}

/** [OpenAI's chat completion](https://platform.openai.com/docs/api-reference/chat/object) as LiteLLM's gateway answers it. */
export function fromChat(
  reply: Reply,
  { call, vendor }: { readonly call: ChatCall; readonly vendor: ChatVendor },
): Step<ChatState> {
  const failed = (raised: Raised): Step<ChatState> =>
    refuse(call, { vendor, failure: { raised: { status: 500, ...raised, head: reply } } });
  const read = sdkContent(reply);
  if ("text" in read) return failed({ text: read.text });
  if (!isObject(read.value)) {
    const received = pythonRepr(sdkCompletion(read.value));
    const text = `Empty or invalid response from LLM endpoint. Received: ${received}. Check the reverse proxy or model server configuration.`;
    return failed({ text });
  }
  const answer = sdkAnswer(read.value, {
    now: call.now,
    uuid: (n) => uuid(call.id, n),
    misplacesCalls: call.settings.lintel_misplace_parallel_calls === true,
    ...(vendor.showsProvider === true && { prefix: vendor.provider, model: call.model }),
  });
  return answer.ok ? done(answer.value, answer.losses) : failed(answer.raised);
}

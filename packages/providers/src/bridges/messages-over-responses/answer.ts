import { type Done, done, type Fail, type Loss, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import { ENCRYPTED_PREFIX } from "../chat-over-responses/request-reasoning.ts";
import { chatUsage } from "../chat-over-responses/response-usage.ts";
import { unreadable } from "../messages-over-chat/answer.ts";
import { messagesUsage } from "../messages-over-chat/usage.ts";
import { refusalOf, stopDetails, stopReason } from "./stop.ts";

const BETWEEN_SUMMARIES = "\n\n";

export interface Answering {
  /** What stands where a thought has no signature. */
  readonly unsigned: Json;
  lose(loss: Loss): void;
  /** The answer cannot be told. */
  refuse(problem: string): void;
}

interface Told extends Pick<Answering, "unsigned"> {
  /** The name by which the provider itself knows the model. */
  readonly model: string;
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Encrypted reasoning as a signature: the client brings it back, and its issuer gets it as it was. */
export function signatureOf({ encrypted_content: sealed }: JsonObject): string | undefined {
  return typeof sealed === "string" && sealed !== "" ? `${ENCRYPTED_PREFIX}${sealed}` : undefined;
}

function thoughtOf(item: JsonObject, { unsigned }: Answering): readonly JsonObject[] {
  const texts = objects(item.summary).map(({ text }) => textOf(text));
  const thinking = texts.filter((text) => text !== "").join(BETWEEN_SUMMARIES);
  const signature = signatureOf(item);
  if (thinking === "") return signature === undefined ? [] : [{ type: "redacted_thinking", data: signature }];
  return [{ type: "thinking", thinking, signature: signature ?? unsigned }];
}

function saidIn(item: JsonObject): readonly JsonObject[] {
  return objects(item.content).flatMap(({ type, text, refusal }) => {
    if (type === "output_text") return [{ type: "text", text: textOf(text) }];
    return type === "refusal" ? [{ type: "text", text: textOf(refusal) }] : [];
  });
}

/** A call's input; what is no JSON is lost, as LiteLLM loses it, but told. */
function inputOf(text: Json | undefined, at: string, { lose, refuse }: Answering): Json {
  if (typeof text !== "string" || text === "") return {};
  const read = parse(text);
  if (read.ok && !isObject(read.value)) refuse("its arguments are no JSON object");
  if (read.ok) return read.value;
  lose({ pointer: `${at}/arguments`, action: "dropped", reason: `the arguments are no JSON: ${text}` });
  return {};
}

function blocksOf(item: JsonObject, at: string, answering: Answering): readonly JsonObject[] {
  const { type, call_id: call, id, name } = item;
  switch (type) {
    case "reasoning":
      return thoughtOf(item, answering);
    case "message":
      return saidIn(item);
    case "function_call": {
      const input = inputOf(item.arguments, at, answering);
      return [{ type: "tool_use", id: truthy(call) ? (call ?? "") : textOf(id), name: name ?? "", input }];
    }
    default:
      answering.lose({ pointer: at, action: "dropped", reason: "Anthropic's messages have no such item" });
      return [];
  }
}

/** A whole response as Anthropic's message (`translate_response`). */
export function messageOfResponse(response: JsonObject, { unsigned, model }: Told): Done | Fail {
  const losses: Loss[] = [];
  const problems: string[] = [];
  const answering: Answering = {
    unsigned,
    lose: (loss) => void losses.push(loss),
    refuse: (problem) => void problems.push(problem),
  };
  const output = objects(response.output);
  const content = output.flatMap((item, index) => blocksOf(item, `/output/${index}`, answering));
  const [problem] = problems;
  if (problem !== undefined) return unreadable(problem, { model });
  const refusal = refusalOf(output);
  const reason = stopReason(response, { hasCalls: content.some(({ type }) => type === "tool_use"), refusal });
  const message = {
    id: response.id ?? "",
    type: "message",
    role: "assistant",
    model: truthy(response.model) ? (response.model ?? null) : "unknown-model",
    stop_sequence: null,
    usage: isObject(response.usage) ? messagesUsage(chatUsage(response.usage)) : { input_tokens: 0, output_tokens: 0 },
    content,
    stop_reason: reason,
    stop_details: reason === "refusal" ? stopDetails(refusal ?? "") : null,
  };
  return losses.length === 0 ? done(message) : done(message, losses);
}

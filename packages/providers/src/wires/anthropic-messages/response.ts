import { type CountedAnswer, type Loss, type Reply, type Step, uuid } from "@lintel/core";
import { isObject, type JsonObject } from "@lintel/core/json";
import { present, usageOf } from "../../completion/index.ts";
import type { Raised } from "../../faults/index.ts";
import { replyJson, responseText } from "../../httpx/index.ts";
import { finishOf } from "./finish.ts";
import { refuse } from "./refuse.ts";
import { readContent, reasoningOf } from "./response-content.ts";
import { replyLosses } from "./response-losses.ts";
import { type Making, toMessage } from "./response-message.ts";
import { answerPrefix } from "./response-prefix.ts";
import { refusal } from "./response-refusal.ts";
import { needed, trouble } from "./trouble.ts";
import type { MessagesCall, MessagesState, MessagesVendor } from "./types.ts";
import { readUsage, withReasoning } from "./usage.ts";

interface Reading {
  readonly call: MessagesCall;
  readonly vendor: MessagesVendor;
  readonly state: MessagesState | undefined;
}

const NO_STATE: MessagesState = { toolNames: {}, jsonMode: false, speed: null };

function answered(reply: JsonObject, making: Making): Step<MessagesState> | undefined {
  const { call, state, trouble: raising, lose } = making;
  const reading = { trouble: raising, toolNames: state.toolNames, lose };
  const read = readContent(needed(reply, "content", raising), reading);
  const content = { ...read, text: answerPrefix(call, read.text) + read.text };
  const reasoning = reasoningOf(content.thinking, raising);
  const said = toMessage(content, { ...making, reply });
  const finish = said.isJson ? "stop" : finishOf(needed(reply, "stop_reason", raising), raising);
  const context = { reasoning, content: content.blocks, speed: state.speed, trouble: raising };
  const spent = readUsage(needed(reply, "usage", raising), context);
  const model = needed(reply, "model", raising);
  if (raising.text() !== undefined) return undefined;
  replyLosses(reply, finish).forEach(lose);
  const answer = (told: JsonObject): JsonObject =>
    present([
      ["id", `chatcmpl-${uuid(call.id, 0)}`],
      ["created", call.now],
      ["model", model],
      ["object", "chat.completion"],
      ["choices", [{ finish_reason: finish, index: 0, message: said.message }]],
      ["usage", usageOf(told, lose)],
    ]);
  const value = answer(spent.value);
  const settle = (tokens: number): CountedAnswer => ({ value: answer(withReasoning(spent.value, tokens)) });
  const isUncounted = spent.isUncounted && reasoning !== undefined;
  return { step: "done", value, ...(isUncounted && { uncounted: { text: reasoning, settle } }) };
}

/** An [Anthropic message](https://docs.anthropic.com/en/api/messages) as LiteLLM's gateway answers it. */
export function fromMessages(reply: Reply, { call, vendor, state = NO_STATE }: Reading): Step<MessagesState> {
  const failed = (raised: Raised): Step<MessagesState> =>
    refuse(call, { vendor, failure: { raised: { ...raised, head: reply } } });
  const read = replyJson(reply);
  if (!read.ok) {
    const text = `Unable to get json response - ${read.message}, Original Response: ${responseText(reply)}`;
    return failed({ text, status: reply.status, isHeadTold: true });
  }
  const refused = refusal(read.value, reply);
  if (refused !== undefined) return failed(refused);
  const losses: Loss[] = [];
  const raising = trouble();
  const making = { call, state, trouble: raising, lose: (loss: Loss) => void losses.push(loss) };
  const made = isObject(read.value) ? answered(read.value, making) : undefined;
  return made === undefined ? failed({ text: raising.text() ?? "" }) : { ...made, losses };
}

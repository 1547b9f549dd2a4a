import { done, type Loss, mapFinishReason, pythonType, type Reply, type Step, truthy, uuid } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { choice, field, NO_USAGE, present, usage } from "../../completion/index.ts";
import type { Raised } from "../../faults/index.ts";
import { int, type Notes, nullable, type Problem, text, validationError } from "../../lax/index.ts";
import { type ChatCall, type ChatState, errorRaised, refuse, sdkContent } from "../openai-chat/index.ts";
import type { TextVendor } from "./types.ts";

/** The members of log probabilities in the order of the OpenAI SDK's model. */
const LIKELY = ["text_offset", "token_logprobs", "tokens", "top_logprobs"] as const;
const KNOWN: ReadonlySet<string> = new Set(["id", "object", "created", "model", "choices", "usage"]);
const CHOICE_KNOWN: ReadonlySet<string> = new Set(["text", "index", "finish_reason", "logprobs"]);
/** What LiteLLM makes of an answer without choices. */
const NO_CHOICES: readonly Json[] = [{}];

function likelihoods(value: Json): Json {
  if (!isObject(value)) return value;
  const told = LIKELY.map((name) => [name, field(value, name)] as const);
  const others = entries(value).filter(([name]) => !LIKELY.some((it) => it === name));
  return present([...told, ...others]);
}

function unsaid(source: JsonObject, { at, known }: { readonly at: string; readonly known: ReadonlySet<string> }) {
  return Object.keys(source)
    .filter((name) => !known.has(name))
    .map(
      (name): Loss => ({ pointer: `${at}/${name}`, action: "dropped", reason: "chat has no such member for a text" }),
    );
}

interface Place {
  readonly notes: Notes;
  readonly index: number;
  uuid(): string;
}

/** A completed text as a choice of chat (LiteLLM's `convert_to_chat_model_response_object`). */
function asChoice(source: Json, { notes, index, ...rules }: Place): JsonObject {
  if (!isObject(source)) {
    const message = "Input should be a valid dictionary or instance of TextChoices";
    notes.problem({ at: ["choices", index], type: "model_type", message, input: null });
    return {};
  }
  for (const loss of unsaid(source, { at: `/choices/${index}`, known: CHOICE_KNOWN })) notes.loss(loss);
  const reason = field(source, "finish_reason");
  const chat = object([
    ["finish_reason", truthy(reason) ? mapFinishReason(reason) : "stop"],
    ["index", field(source, "index")],
    ["message", { content: field(source, "text"), role: "assistant" }],
    ["logprobs", likelihoods(field(source, "logprobs"))],
  ]);
  const made = choice(chat, { at: ["choices", index], notes, index, misplacesCalls: false, ...rules });
  const { provider_specific_fields: _, ...shown } = made;
  return shown;
}

function asCompletion(answer: JsonObject, { call, notes }: { readonly call: ChatCall; readonly notes: Notes }) {
  const id = nullable(text)(field(answer, "id"), ["id"], notes);
  nullable(int)(field(answer, "created"), ["created"], notes);
  const model = nullable(text)(field(answer, "model"), ["model"], notes);
  const given = field(answer, "choices");
  const choices = isArray(given) ? given : NO_CHOICES;
  const told = field(answer, "usage");
  for (const loss of unsaid(answer, { at: "", known: KNOWN })) notes.loss(loss);
  notes.loss({ pointer: "/created", action: "defaulted", reason: "LiteLLM tells when it has read the answer" });
  return present([
    ["id", id ?? `chatcmpl-${uuid(call.id, 0)}`],
    ["created", call.now],
    ["model", model],
    ["object", "chat.completion"],
    ["choices", choices.map((each, index) => asChoice(each, { notes, index, uuid: () => uuid(call.id, index + 1) }))],
    ["usage", isObject(told) && truthy(told) ? usage(told, { at: ["usage"], notes }) : NO_USAGE],
  ]);
}

/** [OpenAI's text completion](https://platform.openai.com/docs/api-reference/completions/object) as an answer of chat. */
export function fromText(
  reply: Reply,
  { call, vendor }: { readonly call: ChatCall; readonly vendor: TextVendor },
): Step<ChatState> {
  const failed = (raised: Raised): Step<ChatState> =>
    refuse(call, { vendor, failure: { raised: { status: 500, ...raised, head: reply } } });
  const read = sdkContent(reply);
  if ("text" in read) return failed({ text: read.text });
  const { value: answer } = read;
  if (!isObject(answer)) return failed({ text: `'${pythonType(answer)}' object has no attribute 'model_dump'` });
  const { error = null } = answer;
  if (truthy(error) && call.settings.lintel_accept_error_replies !== true) return failed(errorRaised(error));
  const problems: Problem[] = [];
  const losses: Loss[] = [];
  const notes: Notes = { problem: (it) => problems.push(it), loss: (it) => losses.push(it) };
  const completion = asCompletion(answer, { call, notes });
  if (problems.length === 0) return done(completion, losses);
  return failed({ text: validationError("TextCompletionResponse", problems) });
}

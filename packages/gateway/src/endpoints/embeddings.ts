import type { Embedded, Fault, Outcome, Plan, Reply, RunOptions, Text } from "@lintel/core";
import { errorBody, FAULT_STATUS, replyText, wholeReply } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object, parse, print } from "@lintel/core/json";
import { printedChunk } from "../answer/printed-chunk.ts";
import { type Dialect, type Perform, unframed } from "../forward/dialect.ts";
import type { Snapshot } from "../snapshot.ts";

/** The largest answer, in bytes. */
const MOST_REPLY = 256 * 1024 * 1024;

/** Arguments that say where a call goes: the client understands them for every route. */
const ADDRESSING: ReadonlySet<string> = new Set(
  "model api_key api_base base_url organization extra_headers headers timeout custom_llm_provider".split(" "),
);

/** Arguments of LiteLLM's own that no provider is told. */
const OWN: ReadonlySet<string> = new Set(
  "metadata litellm_metadata drop_params additional_drop_params caching cache tags user_config litellm_trace_id litellm_session_id mode model_info max_retries".split(
    " ",
  ),
);

const CHAT_PATH = "/chat/completions";

function elsewhere(url: Text): Text {
  if (typeof url === "string") return url.replace(CHAT_PATH, "/embeddings");
  return Array.isArray(url)
    ? url.map((part) => (typeof part === "string" ? part.replace(CHAT_PATH, "/embeddings") : part))
    : url;
}

function failure(kind: Fault["kind"], text: string): Outcome {
  const fault: Fault = { origin: "host", kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: ${text}` };
  return { outcome: "fault", fault, losses: [] };
}

function failed(embedded: Embedded): Outcome {
  return embedded.step === "fail"
    ? { outcome: "fault", fault: embedded.fault, losses: embedded.losses }
    : failure("InternalServerError", "the provider's failure could not be read");
}

type Sending = Extract<Embedded, { step: "send" }>;

function told(kwargs: Readonly<Record<string, unknown>>, model: string): JsonObject {
  const given = Object.entries(kwargs).filter(([name]) => !ADDRESSING.has(name) && !OWN.has(name));
  const { input = null, ...rest } = Object.fromEntries(given) as Record<string, Json>;
  const { user, dimensions, encoding_format: format, ...others } = rest;
  // The OpenAI SDK orders what it is told with a format by its own signature.
  return format === undefined
    ? { model, input, ...rest }
    : {
        input,
        model,
        ...(user !== undefined && { user }),
        ...(dimensions !== undefined && { dimensions }),
        encoding_format: format,
        ...others,
      };
}

function planOf({ plan }: Sending, body: JsonObject): Plan | string {
  const printed = print(body, "wireCompact");
  if (!printed.ok) return printed.message;
  return { ...plan, url: elsewhere(plan.url), body: { body: "text", text: printed.text }, expect: "whole" };
}

function modelOf({ plan: { body } }: Sending): string {
  const read = body?.body === "text" ? parse(body.text) : undefined;
  return read?.ok === true && isObject(read.value) && typeof read.value.model === "string" ? read.value.model : "";
}

function itemOf(item: Json): Json {
  if (!isObject(item)) return item;
  const { embedding = null, index = null, object: kind = "embedding", ...rest } = item;
  return { embedding, index, object: kind, ...rest };
}

function usageOf({ prompt_tokens = 0, total_tokens = 0, completion_tokens = 0, ...rest }: JsonObject): JsonObject {
  const { completion_tokens_details = null, prompt_tokens_details = null, ...others } = rest;
  return {
    completion_tokens,
    prompt_tokens,
    total_tokens,
    completion_tokens_details,
    prompt_tokens_details,
    ...others,
  };
}

function embeddingsOf(reply: Reply): Outcome {
  const read = parse(replyText(reply));
  if (!read.ok || !isObject(read.value)) return failure("APIError", "the provider's answer is not an object of JSON");
  const { model = "", data = [], object: kind = "list", usage = null, ...rest } = read.value;
  const items = isArray(data) ? data.map(itemOf) : data;
  const members = entries({
    model,
    data: items,
    object: kind,
    ...(isObject(usage) && { usage: usageOf(usage) }),
    ...rest,
  });
  return { outcome: "value", value: object(members), head: reply, losses: [] };
}

/** Sends the request a chat call of the same deployment would be, but for its path and what it says. */
async function perform(
  { host, embed }: Snapshot,
  kwargs: Readonly<Record<string, unknown>>,
  { signal }: RunOptions,
): Promise<Outcome> {
  const addressing = Object.fromEntries(Object.entries(kwargs).filter(([name]) => ADDRESSING.has(name)));
  const begun = embed.completion({ ...addressing, messages: [{ role: "user", content: "" }] });
  if (begun.step !== "send") return failed(begun);
  const plan = planOf(begun, told(kwargs, modelOf(begun)));
  if (typeof plan === "string") return failure("BadRequestError", plan);
  const sent = await host.send(plan, signal);
  if (!sent.sent) return failed(begun.failed(sent.failure));
  const arrived = await wholeReply(sent.head, sent.body, { bytes: MOST_REPLY, isOver: () => false });
  if (arrived.arrived === "failed") return failed(begun.failed(arrived.failure));
  const { reply } = arrived;
  return reply.status < 400 ? embeddingsOf(reply) : failed(begun.parse(reply, reply.body));
}

/** Whether a deployment speaks OpenAI's wire, which alone is passed on. */
function isOpenai(kwargs: Readonly<Record<string, unknown>>): boolean {
  const { model, custom_llm_provider: provider } = kwargs;
  return provider === "openai" || (typeof model === "string" && (model.startsWith("openai/") || !model.includes("/")));
}

function performer(snapshot: Snapshot): Perform {
  return async (kwargs, options) =>
    isOpenai(kwargs)
      ? perform(snapshot, kwargs, options)
      : failure("NotImplementedError", "embeddings are passed on to OpenAI's wire only");
}

/** OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings), passed on. */
export const embeddingsDialect: Dialect = {
  route: "/embeddings",
  required: ["input"],
  faults: { version: true },
  perform: performer,
  value: (value, asked) => (asked === "" ? value : { ...value, model: asked }),
  print: printedChunk,
  framing: unframed,
  done: "",
  early: errorBody,
};

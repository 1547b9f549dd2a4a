import type { Adapter } from "../adapter.ts";
import { entries, float, isObject, type Json, type JsonObject, keys, object } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { finishParams } from "../params/finish-params.ts";
import type { Extras } from "../params/split-extras.ts";
import type { RouteName } from "../routes/index.ts";
import type { Headers } from "./completion-headers.ts";
import type { ChatReader } from "./completion-reader.ts";
import type { Answering, Kwargs, Reading, Refusal } from "./front.ts";
import { readOver } from "./over-bridge.ts";

const PREFIX = "responses/";
const SUMMARIES = ["reasoningSummary", "reasoning_summary"] as const;

/** The reader of a call that LiteLLM sends to the Responses API before it looks at the parameters: its model without the prefix that says so. */
export function withoutPrefix(reader: ChatReader): ChatReader {
  const { target } = reader;
  const model = target.model.replaceAll(PREFIX, "");
  return { ...reader, target: { ...target, model }, after: { ...reader.after, model } };
}

/** What a call is after policy, before it crosses. */
export interface Departing {
  readonly adapter: Adapter<"chat">;
  readonly messages: readonly JsonObject[];
  readonly params: JsonObject;
  readonly extras: Omit<Extras, "losses">;
  readonly headers: Headers;
  /** Seconds. */
  readonly timeout: number;
  readonly losses: readonly Loss[];
}

function withoutSummaries(params: JsonObject): JsonObject {
  return object(entries(params).filter(([name]) => !SUMMARIES.some((it) => it === name)));
}

function summaryOf(params: JsonObject, extra: JsonObject): Json | undefined {
  return [params, extra].flatMap((it) => SUMMARIES.map((name) => it[name] ?? undefined)).find((it) => it !== undefined);
}

/** The effort with the summary the caller asks for, wherever that was said. */
function effortOf(
  reader: ChatReader,
  { mapped, summary }: { readonly mapped: JsonObject; readonly summary: Json | undefined },
): Json | undefined {
  const { reasoning_effort: asked = null } = reader.request.params;
  if (isObject(asked) && Object.hasOwn(asked, "summary")) return asked;
  if (summary === undefined) return mapped.reasoning_effort;
  const effort = mapped.reasoning_effort ?? asked;
  if (isObject(effort)) return { ...effort, summary };
  return effort === null ? { summary } : { effort, summary };
}

function optionalParams(reader: ChatReader, mapped: JsonObject, extra: JsonObject): JsonObject {
  const reasoning_effort = effortOf(reader, { mapped, summary: summaryOf(mapped, extra) });
  const rest = withoutSummaries(extra);
  return object([
    ...entries(withoutSummaries(mapped)),
    ...(keys(rest).length === 0 ? [] : [["extra_body", rest] as const]),
    ...(reasoning_effort === undefined ? [] : [["reasoning_effort", reasoning_effort] as const]),
  ]);
}

/** A chat call served by the Responses API, as LiteLLM's `responses_api_bridge` hands it on. */
export function readOverResponses(
  reader: ChatReader,
  { adapter, messages, params, extras, headers, timeout, losses }: Departing,
): Reading<RouteName> | Refusal | Answering {
  const { policy, given, world } = reader;
  const { provider, model, base, key } = withoutPrefix(reader).target;
  const mapped = adapter.mapped?.({ model, policy, params }) ?? { value: params, losses: [] };
  if ("fault" in mapped) return { read: "refused", fault: mapped.fault };
  const finished = finishParams(mapped.value, { input: { messages, params, ...extras }, policy });
  const { litellm_metadata, metadata, drop_params, merge_reasoning_content_in_choices } = given;
  const known = { ...(isObject(metadata) && metadata), ...(isObject(litellm_metadata) && litellm_metadata) };
  const kwargs: Kwargs = {
    model,
    custom_llm_provider: provider,
    messages,
    optional_params: optionalParams(reader, finished, extras.extra),
    timeout: float(timeout),
    ...(base !== undefined && { api_base: base }),
    ...(key !== undefined && { api_key: key }),
    ...(headers.length > 0 && { extra_headers: Object.fromEntries(headers) }),
    ...(keys(known).length > 0 && { litellm_metadata: known }),
    ...(drop_params !== undefined && { drop_params }),
    ...(merge_reasoning_content_in_choices !== undefined && { merge_reasoning_content_in_choices }),
  };
  const read = readOver({ bridge: "chat-over-responses", over: "responses", kwargs }, world);
  return read.read === "refused" ? read : { ...read, losses: [...losses, ...mapped.losses, ...read.losses] };
}

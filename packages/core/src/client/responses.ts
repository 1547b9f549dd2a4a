import { isFileSearch, withSearchFunction } from "../file-search/search-tool.ts";
import { searchingAdapter } from "../file-search/searching-adapter.ts";
import { isArray, isObject, type Json, numeric } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { readPolicy } from "../params/policy.ts";
import { pythonType } from "../params/python-type.ts";
import { RESPONSES_ARGUMENTS } from "../params/responses-params.ts";
import { truthy } from "../params/truthy.ts";
import { unsealedInput } from "../responses/sealed-item.ts";
import type { RouteName } from "../routes/index.ts";
import { ALIKE_RESPONSES } from "./alike-rules.ts";
import { isGatewayTool } from "./completion-tools.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { missingArguments } from "./missing-arguments.ts";
import { readOver } from "./over-bridge.ts";
import { refuse, refuseNameless, refuseRaised, refuseUnsendable, refuseUnserved } from "./refuse.ts";
import { type ResponsesArgs, readBaseModel, readMarks, readResponsesArgs } from "./responses-args.ts";
import { handedOn } from "./responses-handed-on.ts";
import { mockResponse } from "./responses-mock.ts";
import { readResponsesParams, readTextFormat, summarises } from "./responses-params.ts";
import { extraBody, type ResponsesReader, readNative } from "./responses-request.ts";
import { firstResponsesProvider, type ResponsesTarget, readResponsesTarget } from "./responses-target.ts";

/** A call of this route, or of the one that serves it over a bridge. */
type Read = Reading<RouteName> | Refusal | Answering;

/** A model's name without the mark that asks for chat completions, and whether it had one. */
function unmarked(model: string, { providers }: World): { readonly model: string; readonly isMarked: boolean } {
  const mark = `${providers.fallback}/chat_completions/`;
  const isMarked = model.startsWith(mark) && model.length > mark.length;
  return { model: isMarked ? `${providers.fallback}/${model.slice(mark.length)}` : model, isMarked };
}

interface Resolved extends ResponsesReader {
  readonly target: ResponsesTarget;
  readonly requestedModel: string;
  readonly isChatAsked: boolean;
}

function paramsOf({ given, world }: ResponsesReader): ReturnType<typeof readResponsesParams> {
  const { additionalDropParams } = readPolicy(given, world);
  return readResponsesParams({
    given,
    first: RESPONSES_ARGUMENTS,
    additionalDropParams,
    summarises: summarises(world),
  });
}

/** A call that goes to its provider as a chat completion: its parameters as LiteLLM hands them on. */
function readElsewhere(reader: Resolved, isNative: boolean): Read {
  const { kwargs, given, world, target, losses } = reader;
  const { model, provider } = target;
  const { params, losses: dropped } = paramsOf(reader);
  const handed = handedOn(kwargs, { world, allowed: readPolicy(given, world).allowedOpenaiParams, isNative });
  const extras = Object.entries(params).filter(
    ([name]) => RESPONSES_ARGUMENTS.includes(name) || Object.hasOwn(handed, name),
  );
  const named = { model, ...(provider !== undefined && { custom_llm_provider: provider }) };
  const asked: Kwargs = { ...handed, ...named, ...Object.fromEntries(extras) };
  const read = readOver({ bridge: "responses-over-chat", over: "chat", kwargs: asked }, world);
  return read.read === "refused" ? read : { ...read, losses: [...losses, ...dropped, ...read.losses] };
}

/** A call that goes elsewhere, its files searched here: LiteLLM gives what comes of it whole (`aresponses_with_emulated_file_search`). */
function readSearching(reader: Resolved, isNative: boolean): Read {
  const { given, world, losses } = reader;
  const { input = null, tools: told, include = null, stream = null, ...others } = given;
  const { fileSearch: search } = world.providers;
  if (search === undefined) return refuseUnserved("nothing here searches files", {});
  const { tools, stores } = withSearchFunction(isArray(told) ? told : []);
  const isStreamed = truthy(stream);
  const whole: readonly Loss[] = isStreamed
    ? [{ pointer: "/stream", action: "dropped", reason: "LiteLLM answers whole where it searches files" }]
    : [];
  const asked = { ...others, ...(include !== null && { include }), ...(isStreamed && { stream: false }) };
  const ask = (said: Json, functions: readonly Json[]): Read => {
    const kwargs = { ...reader.kwargs, input: said };
    const own = { ...asked, input: said, ...(functions.length > 0 && { tools: functions }) };
    return readElsewhere({ ...reader, kwargs, given: own, losses: [...losses, ...whole] }, isNative);
  };
  const first = ask(input, tools);
  if (first.read !== "call") return first;
  const follow = (said: readonly Json[]): Reading<RouteName> | Refusal => {
    const read = ask(said, []);
    return read.read === "answer" ? refuseUnserved("a mock is not asked twice", {}) : read;
  };
  const isTold = isArray(include) && include.includes("file_search_call.results");
  return { ...first, adapter: searchingAdapter(first.adapter, { search, stores, input, isTold, follow }) };
}

/** A text as the message it is, where points for cache marks have LiteLLM look at the messages. */
function asMessages(input: Json, { cache_control_injection_points: points }: Kwargs): Json {
  return typeof input === "string" && Array.isArray(points) && points.length > 0
    ? [{ role: "user", content: input }]
    : input;
}

function readHere(reader: Resolved): Read {
  const { kwargs, given, world, target, requestedModel, losses } = reader;
  const { input = null } = given;
  const blamed = { provider: target.provider ?? "None", model: requestedModel, providers: world.providers };
  if (numeric(input) !== undefined || typeof input === "boolean")
    return refuseRaised(`'${pythonType(input)}' object is not iterable`, blamed);
  const extra = extraBody(given);
  if (!extra.ok) return refuseRaised(extra.text, blamed);
  const { params, losses: dropped } = paramsOf(reader);
  const { value } = extra;
  return readNative(
    { ...reader, losses: [...losses, ...dropped] },
    {
      target,
      requestedModel,
      input: {
        asks: "create",
        input: unsealedInput(asMessages(input, kwargs)),
        params,
        extra: value,
        marks: readMarks(kwargs),
        ...readBaseModel(kwargs),
      },
      stream: truthy(params.stream) || truthy(value.stream),
    },
  );
}

function readFor(reader: Resolved): Read {
  const { given, world, target, isChatAsked } = reader;
  const { provider, model, adapter } = target;
  const tools: readonly Json[] = isArray(given.tools) ? given.tools : [];
  if (tools.filter(isObject).some((tool) => isGatewayTool(tool, world.providers.proxy)))
    return refuseUnserved("MCP tools of the gateway are not run", { model });
  const isNative = provider !== undefined && world.providers.responses?.isNative(provider, model) === true;
  const isServed = adapter !== undefined || isNative;
  if (!isChatAsked && isServed) return readHere(reader);
  return tools.some(isFileSearch) ? readSearching(reader, isServed) : readElsewhere(reader, isServed);
}

function read(reader: ResponsesReader): Read {
  const { kwargs, given, world } = reader;
  const requestedModel = String(given.model ?? null);
  const { model, isMarked } = unmarked(requestedModel, world);
  const pointing = { kwargs, world, given: { ...given, model } };
  const text = readTextFormat(given);
  if (!text.ok) return refuseNameless(text.text, { model: requestedModel });
  const first = firstResponsesProvider(pointing);
  if (first.read === "refused") return first;
  const { mock_response: mock } = given;
  if (typeof mock === "string" && mock !== "")
    return mockResponse(mock, { provider: first.provider ?? "None", model, ...readMarks(kwargs) });
  const target = readResponsesTarget(pointing, { model, provider: first.provider });
  if (target.read === "refused") return target;
  const isChatAsked = isMarked || truthy(given.use_chat_completions_api);
  const asked = text.value === undefined ? given : { ...given, text: text.value };
  return readFor({ ...reader, given: asked, target, requestedModel, isChatAsked });
}

function refuseUnwritable(
  { text, param, isBytes }: Extract<ResponsesArgs, { readonly read: "unwritable" }>,
  { kwargs, world }: { readonly kwargs: Kwargs; readonly world: World },
): Refusal {
  const { model } = kwargs;
  if (!isBytes || typeof model !== "string") return refuse("BadRequestError", text, { param });
  const first = firstResponsesProvider({ kwargs, world, given: { model } });
  if (first.read === "refused") return first;
  const blamed = { provider: first.provider ?? "None", model, providers: world.providers };
  return refuseUnsendable("Object of type bytes is not JSON serializable", blamed);
}

/** `responses`: LiteLLM's keyword arguments of a responses call (https://docs.litellm.ai/docs/response_api). */
export const responsesFront: Front<RouteName> = {
  route: "responses",
  alike: ALIKE_RESPONSES,
  needs: () => ({}),
  read(kwargs, _given, world) {
    const missing = missingArguments(kwargs, { name: "aresponses", needed: ["input", "model"] });
    if (missing !== undefined) return missing;
    const args = readResponsesArgs(kwargs, world);
    return args.read === "args"
      ? read({ kwargs, given: args.given, world, losses: args.losses })
      : refuseUnwritable(args, { kwargs, world });
  },
};

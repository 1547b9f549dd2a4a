import { isArray, isObject, type JsonObject, numeric, objectOf } from "../../json/index.ts";
import { chatUsage } from "../usage-dialects.ts";
import { readUsage } from "../usage-read.ts";
import { customOf, textOf } from "./cost-args.ts";
import type { CostContext, CostModel } from "./cost-context.ts";
import { queriesOf } from "./media-cost.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { answerText, promptText, textCharacters } from "./spoken-text.ts";
import type { CostAsked } from "./token-cost.ts";

type Tokens = Pick<CostAsked, "prompt" | "completion" | "cacheRead" | "cacheWrite">;

/** The tokens of the texts, where there is no answer. */
function counted({ sought: { kwargs, counted: known }, name }: CostContext): Priced<Tokens> {
  const { messages = null, prompt = "", completion = "" } = kwargs;
  const isSaid = (isArray(messages) && messages.length > 0) || prompt !== "" || completion !== "";
  const tokens = isSaid ? known?.get(name) : { prompt: 0, completion: 0 };
  return tokens === undefined
    ? unpriced("NotImplementedError", "texts need a tokenizer to be priced")
    : priced({ ...tokens, cacheRead: 0, cacheWrite: 0 });
}

function tokensOf(context: CostContext): Priced<Tokens> {
  const { response } = context;
  if (response === undefined) return counted(context);
  const told = isObject(response.usage) ? chatUsage(response.usage) : readUsage({});
  const { cache_read_input_tokens: read, cache_creation_input_tokens: write } = told.source;
  return priced({
    prompt: told.prompt,
    completion: told.completion,
    cacheRead: told.promptDetails === undefined ? (numeric(read) ?? 0) : told.promptDetails.cached,
    cacheWrite: numeric(write) ?? 0,
  });
}

function rerankUnits({ meta }: JsonObject): JsonObject {
  const units = isObject(meta) && isObject(meta.billed_units) ? meta.billed_units : {};
  return { search_units: units.search_units ?? null, total_tokens: units.total_tokens ?? null };
}

const SPEECH: ReadonlySet<string> = new Set(["speech", "aspeech"]);
const RERANK: ReadonlySet<string> = new Set(["rerank", "arerank"]);

function charactersOf(
  { provider }: CostModel,
  { sought: { kwargs }, callType, response, book }: CostContext,
): Pick<CostAsked, "promptCharacters" | "completionCharacters"> {
  if (SPEECH.has(callType))
    return { promptCharacters: textCharacters(textOf(kwargs.prompt) ?? ""), completionCharacters: undefined };
  if (book.rules?.countsCharacters(provider) !== true)
    return { promptCharacters: undefined, completionCharacters: undefined };
  const { messages } = kwargs;
  const isChat = response !== undefined && isArray(response.choices);
  return {
    promptCharacters: isArray(messages) && messages.length > 0 ? textCharacters(promptText(messages)) : undefined,
    completionCharacters: isChat ? textCharacters(answerText(response)) : undefined,
  };
}

/** What `completion_cost` asks of `cost_per_token`. */
export function tokenCostAsked(named: CostModel, context: CostContext): Priced<CostAsked> {
  const { sought, callType, response, usage, tier } = context;
  const { kwargs } = sought;
  const tokens = tokensOf(context);
  if (!tokens.ok) return tokens;
  const ranked = RERANK.has(callType) && response !== undefined ? rerankUnits(response) : undefined;
  const { prompt } = tokens.value;
  // A request to rank counts its searches as tokens put out, for whoever names a price by the token.
  const completion = ranked === undefined ? tokens.value.completion : numeric(ranked.search_units ?? 0) || 1;
  const isExplicit = kwargs.custom_pricing === true || (kwargs.base_model ?? null) !== null;
  return priced({
    ...named,
    ...tokens.value,
    completion,
    ...charactersOf(named, context),
    region: isExplicit ? undefined : textOf(kwargs.region_name),
    callType,
    usage:
      usage ?? readUsage({ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }),
    hasUsage: usage !== undefined,
    responseMs: response === undefined ? (numeric(kwargs.total_time) ?? 0) : (sought.responseMs ?? 0),
    custom: customOf(kwargs),
    queries: queriesOf(kwargs),
    rerankUnits: ranked,
    audioSeconds: numeric(response?.duration) ?? 0,
    tier,
    residency: textOf(kwargs.data_residency),
    location: textOf(kwargs.vertex_location),
    response,
    requestModel: undefined,
    params: objectOf(kwargs.optional_params) ?? {},
  });
}

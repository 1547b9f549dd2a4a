import { isObject, type JsonObject, objectOf } from "../json/index.ts";
import { PRICE_PARAMS } from "../params/reserved-data.ts";
import { words } from "../params/words.ts";
import type { RouteName } from "../routes/index.ts";
import { textOf } from "../usage/pricing/cost-args.ts";
import type { Kwargs } from "./front.ts";
import { jsonOf } from "./json-of.ts";

/** What a caller says of a call's price beside the call itself. */
export interface CallPrices {
  /** LiteLLM's arguments of `completion_cost` that come of it. */
  readonly sought: JsonObject;
  /** Rows to go over the facts while this call is priced. */
  readonly rows: JsonObject;
  /** The row of a deployment, and the model whose prices it has where it names none. */
  readonly heir?: { readonly id: string; readonly of: string };
}

const FIELDS: ReadonlySet<string> = new Set(words(`${PRICE_PARAMS} tiered_pricing`));
/** Those LiteLLM takes note of when they stand among the arguments of a chat call. */
const CHAT_FIELDS: ReadonlySet<string> = new Set([
  "input_cost_per_token",
  "output_cost_per_token",
  "input_cost_per_second",
  "output_cost_per_second",
]);
const DESCRIBING: ReadonlySet<string> = new Set(["mode", "supports_prompt_caching", "max_tokens"]);

const NONE: JsonObject = {};
const ABOUT: ReadonlySet<string> = new Set(["model_info"]);

function given(kwargs: Kwargs, names: ReadonlySet<string>): JsonObject {
  const there: string[] = [];
  for (const name in kwargs) if (names.has(name) && (kwargs[name] ?? null) !== null) there.push(name);
  if (there.length === 0) return NONE;
  const members = there.map((name) => [name, jsonOf(kwargs[name])] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== null));
}

/** Those of a call's arguments that say what it costs, for a call that another route serves. */
export function priceArguments(kwargs: Kwargs): JsonObject {
  return { ...given(kwargs, FIELDS), ...given(kwargs, ABOUT) };
}

/** What LiteLLM's router notes of a deployment, in whichever metadata has it. */
function deploymentOf({ litellm_metadata, metadata }: Kwargs): readonly JsonObject[] {
  return [litellm_metadata, metadata].flatMap((it) => {
    const info = objectOf(jsonOf(it))?.model_info;
    return isObject(info) ? [info] : [];
  });
}

function isWebSearch(tool: JsonObject): boolean {
  return tool.type === "web_search_preview" || tool.type === "web_search" || "search_context_size" in tool;
}

/** What tools that are billed apart were asked for (`StandardBuiltInToolsParams`). */
function toolsOf(kwargs: Kwargs): JsonObject {
  const tools = jsonOf(kwargs.tools);
  const listed = Array.isArray(tools) ? tools.filter(isObject) : [];
  const search = kwargs.web_search_options === undefined ? listed.find(isWebSearch) : jsonOf(kwargs.web_search_options);
  const file = listed.find(({ type }) => type === "file_search");
  return { ...(isObject(search) && { web_search_options: search }), ...(file !== undefined && { file_search: file }) };
}

/** Whose price it is. */
interface Priced {
  readonly route: RouteName;
  readonly model: string;
  readonly provider: string;
}

/** The rows that one call's prices make: those of a deployment under its id alone, its model's own left as they are. */
function rowsOf(kwargs: Kwargs, { provider, model }: Priced, id: string | undefined): JsonObject {
  const prices = given(kwargs, FIELDS);
  const isPriced = "input_cost_per_token" in prices && "output_cost_per_token" in prices;
  if (!isPriced && !("input_cost_per_second" in prices)) return {};
  const shared = { litellm_provider: provider, ...given(objectOf(jsonOf(kwargs.model_info)) ?? {}, DESCRIBING) };
  const priced = { ...shared, ...prices };
  const name = `${provider}/${model}`;
  return id === undefined ? { [name]: priced } : { [id]: priced, [name]: shared };
}

/**
 * What a call's own arguments say of its price. LiteLLM registers the prices of one call for every later call of the model;
 * here they hold for the call that names them.
 */
export function callPrices(kwargs: Kwargs, named: Priced): CallPrices {
  const isOcr = named.route === "ocr";
  const deployments = deploymentOf(kwargs);
  const info = objectOf(jsonOf(kwargs.model_info)) ?? {};
  const ownBase = named.route === "responses" ? null : jsonOf(kwargs.base_model);
  const bases = [ownBase, info.base_model, ...deployments.map((it) => it.base_model)];
  const base = bases.map(textOf).find((it) => it !== undefined && it !== "");
  const ids = [...deployments, info].flatMap(({ id = null }) => (id === null ? [] : [String(id)]));
  const heir = textOf(info.deployment);
  const own = given(kwargs, isOcr ? FIELDS : CHAT_FIELDS);
  const ofDeployments = [...deployments].reverse().flatMap((it) => Object.entries(given(it, FIELDS)));
  const prices = { ...Object.fromEntries(ofDeployments), ...own };
  const isCustom = heir !== undefined || Object.keys(prices).length > 0;
  return {
    sought: {
      ...(isOcr && prices),
      standard_built_in_tools_params: toolsOf(kwargs),
      ...(base !== undefined && { base_model: base }),
      ...(isCustom && { custom_pricing: true }),
      ...(ids[0] !== undefined && { router_model_id: ids[0] }),
    },
    rows: isOcr ? {} : rowsOf(kwargs, named, ids[0]),
    ...(heir !== undefined && ids[0] !== undefined && { heir: { id: ids[0], of: heir } }),
  };
}

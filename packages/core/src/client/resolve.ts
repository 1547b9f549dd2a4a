import { FAULT_STATUS, type Fault } from "../fault.ts";
import type { Json } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { pythonStr } from "../python-text.ts";
import type { Secret } from "../secret.ts";
import type { HostRule, ProviderDirectory } from "./directory.ts";
import { matchesHost } from "./matches-host.ts";

/** What a caller says of where a call goes: LiteLLM's `model`, `custom_llm_provider` and `api_base`. */
export interface Asked {
  readonly model: Json;
  readonly customProvider?: string | undefined;
  readonly apiBase?: Json | undefined;
  /** Whether every call goes to a LiteLLM proxy (`use_litellm_proxy`). */
  readonly isProxied?: boolean;
  readonly env?: Readonly<Record<string, string | Secret>>;
}

/** A model string understood. */
export interface Resolved {
  readonly resolved: true;
  /** Absent where LiteLLM knows the base URL, but not whose it is. */
  readonly provider?: string;
  /** The model's name as the provider knows it. */
  readonly model: string;
  /** Where the key comes from when the base URL told the provider. */
  readonly key?: HostRule["key"];
}

/** Whose model a name means, or why that is not known. */
export type Resolution = Resolved | { readonly resolved: false; readonly fault: Fault };

function refusal(message: string, model: Json): Resolution {
  const fault: Fault = {
    origin: "caller",
    kind: "BadRequestError",
    status: FAULT_STATUS.BadRequestError,
    message: `litellm.BadRequestError: ${message}`,
    provider: "",
    ...(typeof model === "string" && { model }),
  };
  return { resolved: false, fault };
}

function broken(text: string, model: Json): Resolution {
  return refusal(`GetLLMProvider Exception - ${text}\n\noriginal model: ${pythonStr(model)}`, model);
}

function head(model: string): string {
  const end = model.indexOf("/");
  return end === -1 ? model : model.slice(0, end);
}

function hasCustom({ customProvider }: Asked): boolean {
  return customProvider !== undefined && customProvider !== "";
}

function rest(name: string): string {
  return name.slice(head(name).length + 1);
}

/** What a provider claims for another before anything else is looked at. */
function claimed(model: string, asked: Asked, { find }: ProviderDirectory): Resolution | undefined {
  const { customProvider = "", env = {} } = asked;
  const written = model.includes("/")
    ? find(head(model))?.claim?.({ model: rest(model), isCustom: false, env })
    : undefined;
  const owner = find(customProvider)?.claim?.({ model, isCustom: true, env }) ?? written;
  return owner === undefined ? undefined : { resolved: true, ...owner };
}

function byPrefix(name: string, asked: Asked, directory: ProviderDirectory): Resolution | undefined {
  const slug = head(name);
  const entry = directory.find(slug);
  if (entry === undefined) return undefined;
  if (!name.includes("/")) return entry.isPrefixOnly ? undefined : broken("list index out of range", name);
  const model = rest(name);
  const { apiBase, env = {} } = asked;
  if (apiBase !== undefined && apiBase !== null && typeof apiBase !== "string")
    return broken(`api base needs to be a string. api_base=${pythonStr(apiBase)}`, name);
  const base = apiBase === undefined || apiBase === null || apiBase === "" ? {} : { base: apiBase };
  const refined = entry.refine?.({ model, isCustom: hasCustom(asked), env, ...base }) ?? { provider: slug, model };
  return "problem" in refined ? broken(refined.problem, name) : { resolved: true, ...refined };
}

function byHost(model: string, asked: Asked, { hosts }: ProviderDirectory): Resolution | undefined {
  const { apiBase } = asked;
  if (apiBase === undefined || apiBase === null || apiBase === "") return undefined;
  if (typeof apiBase !== "string") return broken(`argument of type '${pythonType(apiBase)}' is not iterable`, model);
  const rule = hosts.find(({ url }) => matchesHost(apiBase, url));
  if (rule === undefined) return undefined;
  const provider = rule.provider ?? (hasCustom(asked) ? asked.customProvider : undefined);
  return { resolved: true, model, key: rule.key, ...(provider !== undefined && { provider }) };
}

/** Which provider a model string means, and what the model is called there: LiteLLM's `get_llm_provider`. */
export function resolveModel(asked: Asked, directory: ProviderDirectory): Resolution {
  const { model, customProvider } = asked;
  if (model === null)
    return broken("model parameter is required but was None. Please provide a valid model name.", model);
  if (typeof model !== "string") return broken(`'${pythonType(model)}' object has no attribute 'split'`, model);
  if (asked.isProxied === true) {
    const mark = `${directory.proxy}/`;
    return {
      resolved: true,
      provider: directory.proxy,
      model: model.startsWith(mark) ? model.slice(mark.length) : model,
    };
  }
  const name = hasCustom(asked) && head(model) !== customProvider ? `${customProvider}/${model}` : model;
  const found = claimed(model, asked, directory) ?? byPrefix(name, asked, directory) ?? byHost(name, asked, directory);
  if (found !== undefined) return found;
  const provider = directory.bare(name) ?? (hasCustom(asked) ? customProvider : undefined);
  return provider === undefined ? refusal(directory.unknown(name), name) : { resolved: true, provider, model: name };
}

import { type JsonObject, objectOf } from "../../json/index.ts";
import { resolved } from "../model-names.ts";
import { textOf } from "./cost-args.ts";
import type { PriceWorld } from "./price-book.ts";

/** What tells the model whose prices count. */
export interface ModelSought {
  readonly model: string | undefined;
  readonly provider: string | undefined;
  readonly region: string | undefined;
  readonly response: JsonObject | undefined;
  /** The model that the provider said answered, where the answer names another. */
  readonly answeredBy: string | undefined;
  /** LiteLLM's `base_model`. */
  readonly base: string | undefined;
  /** Whether the caller's own prices were registered for the model. */
  readonly isCustom: boolean;
  /** The id under which a deployment's own prices stand. */
  readonly deployment: string | undefined;
}

/** What LiteLLM's keyword arguments of `completion_cost` tell of the model. */
export function soughtModel(kwargs: JsonObject): ModelSought {
  return {
    model: textOf(kwargs.model),
    provider: textOf(kwargs.custom_llm_provider),
    region: textOf(kwargs.region_name),
    response: objectOf(kwargs.completion_response),
    answeredBy: undefined,
    base: textOf(kwargs.base_model),
    isCustom: kwargs.custom_pricing === true,
    deployment: textOf(kwargs.router_model_id),
  };
}

function hasProvider(model: string, { providers }: PriceWorld): boolean {
  const [prefix = ""] = model.split("/", 1);
  return providers.find(prefix) !== undefined;
}

/** A name without leading parts that no row has, if a shorter one has a row. */
function withoutStrays(name: string, region: string | undefined, { facts, providers }: PriceWorld): string {
  const segments = name.split("/");
  if (facts.row(segments.slice(1).join("/")) !== undefined) return name;
  const headLength = region !== undefined && segments.length > 2 && segments[1] === region ? 2 : 1;
  const head = segments.slice(0, headLength).join("/");
  const tail = segments.slice(headLength);
  const stop = tail.findIndex((segment) => providers.find(segment) !== undefined);
  const most = Math.min(stop < 0 ? tail.length : stop, tail.length - 1);
  const candidates = Array.from({ length: most + 1 }, (_, start) => `${head}/${tail.slice(start).join("/")}`);
  return candidates.find((candidate) => facts.row(candidate) !== undefined) ?? name;
}

function deploymentRow({ deployment }: ModelSought, { facts }: PriceWorld): string | undefined {
  const row = deployment === undefined ? undefined : facts.row(deployment);
  const isPriced = ["input_cost_per_token", "input_cost_per_second", "input_cost_per_query", "tiered_pricing"].some(
    (field) => (row?.[field] ?? null) !== null,
  );
  return isPriced ? deployment : undefined;
}

function chosen(sought: ModelSought, world: PriceWorld): string | undefined {
  const { model, response, answeredBy, base, isCustom } = sought;
  const own = isCustom ? (deploymentRow(sought, world) ?? model) : (base ?? answeredBy);
  return own ?? textOf(response?.model) ?? model;
}

/** The names a call may be priced by, the first that has a price counts (`_select_model_name_for_cost_calc`). */
export function costModels(sought: ModelSought, world: PriceWorld): readonly (string | undefined)[] {
  const { model, response, answeredBy, base, isCustom, region } = sought;
  const provider = sought.provider ?? (model === undefined ? undefined : resolved({ model }, world)?.provider);
  const answered = textOf(response?.model);
  const name = chosen(sought, world);
  const isPlain = !isCustom && base === undefined;
  const own = isPlain && (answeredBy !== undefined || answered !== undefined) ? region : undefined;
  const first =
    name === undefined || provider === undefined || hasProvider(name, world)
      ? name
      : withoutStrays(`${own === undefined ? provider : `${provider}/${own}`}/${name}`, own, world);
  return [first, answered, ...(model === undefined ? [] : [model])];
}

import { isObject, type JsonObject } from "@lintel/core/json";
import { type DescribedModel, directory } from "@lintel/providers";
import type { Deployment } from "../config/config.ts";

const ROUTE = "responses/";

/** The names under which LiteLLM's price map is told of a deployment's model (`Router._backend_cost_map_keys`). */
function namesOf({ params: { model, custom_llm_provider: provider } }: Deployment): readonly string[] {
  if (typeof model !== "string") return [];
  const name = typeof provider === "string" && provider !== "" ? `${provider}/${model}` : model;
  return name.includes(ROUTE) ? [name, name.replaceAll(ROUTE, "")] : [name];
}

/** Whether LiteLLM's map has the model under a shorter name, so that it finds no mode under this one. */
function isKnownShorter(name: string): boolean {
  const [provider, ...rest] = name.split("/");
  return rest.length > 0 && directory.bare(rest.join("/")) === provider;
}

/** A description that does not take back that a model is served by responses (`Router._register_deployment_in_model_cost`). */
function withMode(row: JsonObject, name: string, before: readonly DescribedModel[]): JsonObject {
  if (row.mode !== "chat" || isKnownShorter(name)) return row;
  const last = before.findLast((it) => it.name === name && (it.row.mode ?? null) !== null);
  return last?.row.mode === "responses" ? { ...row, mode: "responses" } : row;
}

/**
 * What deployments say of their models in `model_info`, in their order: LiteLLM registers each description under the deployment's id
 * and under its model, for every deployment of that model.
 */
export function describedModels(deployments: readonly Deployment[]): readonly DescribedModel[] {
  const told: DescribedModel[] = [];
  for (const deployment of deployments) {
    const { id, info } = deployment;
    const row = isObject(info) ? info : {};
    told.push({ name: id, row });
    const [first] = namesOf(deployment);
    const moded = first === undefined ? row : withMode(row, first, told);
    told.push(...namesOf(deployment).map((name) => ({ name, row: moded })));
  }
  return told;
}

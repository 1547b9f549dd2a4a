import type { Client } from "@lintel/core";
import type { Deployment } from "../config/config.ts";

/** Whether LiteLLM has a price for a model, be it none: one it knows, or one that a deployment names (`Router._create_deployment`). */
export function pricedModels(
  deployments: readonly Deployment[],
  client: Pick<Client, "getModelInfo">,
): (model: string) => boolean | Promise<boolean> {
  const named = deployments.flatMap(({ params: { model } }) => (typeof model === "string" ? [model] : []));
  const registered = new Set(named.flatMap((name) => [name, name.slice(name.indexOf("/") + 1)]));
  return (model) => registered.has(model) || client.getModelInfo({ model }).then(({ outcome }) => outcome === "value");
}

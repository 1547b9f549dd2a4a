import type { Client } from "@lintel/core";
import type { GatewayConfig } from "../config/config.ts";

/** A name as it is written, and without the provider before it. */
function spellings(name: string): readonly string[] {
  return [name, name.slice(name.indexOf("/") + 1)];
}

/** Whether LiteLLM has a price for a model, be it none: one it knows, or one that a deployment names, one that is left out, too (`Router._create_deployment`). */
export function pricedModels(
  { deployments, leftOut = [] }: Pick<GatewayConfig, "deployments" | "leftOut">,
  client: Pick<Client, "getModelInfo">,
): (model: string) => boolean | Promise<boolean> {
  const named = [...deployments.map(({ params: { model } }) => model), ...leftOut.map(({ model }) => model)];
  const registered = new Set(named.flatMap((name) => (typeof name === "string" ? spellings(name) : [])));
  return (model) =>
    spellings(model).some((name) => registered.has(name)) ||
    client.getModelInfo({ model }).then(({ outcome }) => outcome === "value");
}

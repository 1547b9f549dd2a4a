import type { Refused } from "../answer/envelope.ts";
import type { Deployment } from "../config/config.ts";
import type { ModelTable } from "../models/model-table.ts";
import type { Caller } from "./callers.ts";

/** Whether a key may ask for a model by this name. */
export function mayName({ models }: Caller, name: string): boolean {
  return models === undefined || models.has(name);
}

/** Whether a key may reach a deployment by one of the names it was given. */
export function mayReach({ models }: Caller, { id }: Deployment, table: ModelTable): boolean {
  return models === undefined || [...models].some((name) => table.find(name)?.deployments.some((one) => one.id === id));
}

/** The refusal of a key that may not ask for a model. */
export function forbidden(model: string): Refused {
  const message = `key not allowed to access model. This key can only access models it was given. Tried to access ${model}`;
  return { status: 401, message, type: "key_model_access_denied", param: "model", code: "401" };
}

import { countedHere, type Outcome, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import { answerFault, answerJson, answerWhole, refuse, refuseUnseen } from "../answer/send.ts";
import { forbidden, mayName } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import { readBody } from "../forward/read-body.ts";
import { refuseBody } from "../forward/refuse-body.ts";
import { refusedBody } from "../forward/refused-body.ts";
import { unsetFault } from "../forward/unset-fault.ts";
import type { Endpoint } from "./endpoint.ts";
import { messagesDialect } from "./messages.ts";

function refuseWith(exchange: Exchange, error: string): void {
  answerWhole(exchange, { status: 400, text: pythonCompact({ detail: { error } }) });
}

function areObjects(value: Json): boolean {
  return isArray(value) && value.every(isObject);
}

/** What is wrong with a question, if anything is. */
function problemOf({ model = null, messages = null, tools = null }: JsonObject): string | undefined {
  if (!truthy(model)) return "model parameter is required";
  if (!truthy(messages)) return "messages parameter is required";
  if (typeof model !== "string") return "model must be a string";
  if (!areObjects(messages)) return "messages must be a list of objects";
  return tools === null || areObjects(tools) ? undefined : "tools must be a list of objects";
}

/** A model by a name that tells whose it is. */
function withProvider(model: string, provider: unknown): string {
  return typeof provider !== "string" || model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;
}

/** As the model's first deployment counts; for a model that nobody serves, here, by its name. */
async function count(exchange: Exchange, { model: asked, messages, tools, system }: JsonObject): Promise<Outcome> {
  const { client, models, defaults } = exchange.snapshot;
  const model = String(asked);
  const [deployment] = models.find(model)?.deployments ?? [];
  const question = {
    ...(messages !== undefined && { messages }),
    ...(tools !== undefined && { tools }),
    ...(system !== undefined && { system }),
  };
  const options = { signal: exchange };
  if (deployment === undefined) return client.tokenCounter(countedHere({ model, ...question }), options);
  exchange.deployment = deployment;
  const unset = unsetFault(deployment, exchange.snapshot);
  if (unset !== undefined) return { outcome: "fault", fault: unset, losses: [] };
  const known = defaults(deployment);
  const { api_key, api_base, custom_llm_provider: provider } = known.kwargs;
  const given = { ...(api_key !== undefined && { api_key }), ...(api_base !== undefined && { api_base }) };
  return client.countTokens({ model: withProvider(known.model, provider), ...question, ...given }, options);
}

async function countTokens(exchange: Exchange): Promise<void> {
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseBody(exchange, read.refused);
  const refused = refusedBody(exchange, read.value);
  if (refused !== undefined) return refuseUnseen(exchange, refused);
  const problem = problemOf(read.value);
  if (problem !== undefined) return refuseWith(exchange, problem);
  const model = String(read.value.model);
  exchange.model = model;
  if (!mayName(exchange.caller, model)) return refuse(exchange, forbidden(model), messagesDialect);
  const outcome = await count(exchange, read.value);
  exchange.losses.push(...outcome.losses);
  if (outcome.outcome === "fault") return answerFault(exchange, outcome.fault, messagesDialect);
  const { total_tokens, tokens = 0 } = outcome.outcome === "value" ? outcome.value : {};
  answerJson(exchange, { input_tokens: total_tokens ?? tokens });
}

/** Anthropic's token counting (https://docs.anthropic.com/en/api/messages-count-tokens). */
export const countTokensEndpoint: Endpoint = {
  name: "count_tokens",
  method: "POST",
  paths: ["/v1/messages/count_tokens"],
  answer: countTokens,
};

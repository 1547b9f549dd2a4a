import { isArray, type JsonObject, pythonCompact } from "@lintel/core/json";
import { answerFault, answerJson, answerWhole, refuse, refuseUnseen } from "../answer/send.ts";
import { forbidden, mayName } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import { readBody } from "../forward/read-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { messagesDialect } from "./messages.ts";

function lacking(exchange: Exchange, param: string): void {
  const text = pythonCompact({ detail: { error: `${param} parameter is required` } });
  answerWhole(exchange, { status: 400, text });
}

/** The call as its model's first deployment counts it; a model that nobody serves is counted here, by its name. */
function argumentsOf(exchange: Exchange, body: JsonObject, model: string): Readonly<Record<string, unknown>> {
  const [deployment] = exchange.snapshot.models.find(model)?.deployments ?? [];
  const defaults = deployment && exchange.snapshot.defaults(deployment);
  exchange.deployment = deployment;
  const { api_key, api_base } = defaults?.kwargs ?? {};
  const { messages, tools, system } = body;
  return {
    model: defaults?.model ?? model,
    messages,
    ...(tools !== undefined && { tools }),
    ...(system !== undefined && { system }),
    ...(api_key !== undefined && { api_key }),
    ...(api_base !== undefined && { api_base }),
  };
}

async function countTokens(exchange: Exchange): Promise<void> {
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseUnseen(exchange, read.refused);
  const { model, messages } = read.value;
  if (typeof model !== "string" || model === "") return lacking(exchange, "model");
  if (!isArray(messages) || messages.length === 0) return lacking(exchange, "messages");
  exchange.model = model;
  if (!mayName(exchange.caller, model)) return refuse(exchange, forbidden(model), messagesDialect);
  const outcome = await exchange.snapshot.client.countTokens(argumentsOf(exchange, read.value, model), {
    signal: exchange,
  });
  exchange.losses.push(...outcome.losses);
  if (outcome.outcome === "fault") return answerFault(exchange, outcome.fault, messagesDialect);
  const { total_tokens: count = 0 } = outcome.outcome === "value" ? outcome.value : {};
  answerJson(exchange, { input_tokens: count });
}

/** Anthropic's token counting (https://docs.anthropic.com/en/api/messages-count-tokens). */
export const countTokensEndpoint: Endpoint = {
  name: "count_tokens",
  method: "POST",
  paths: ["/v1/messages/count_tokens"],
  answer: countTokens,
};

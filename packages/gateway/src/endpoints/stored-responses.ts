import { type Outcome, ownedResponse, ownedResponseId } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import { refuse, refuseUnseen } from "../answer/send.ts";
import type { Telling } from "../answer/telling.ts";
import { forbidden, mayReach } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import { answerUnserved } from "../forward/answer-nobody.ts";
import { bannedParam } from "../forward/banned.ts";
import type { Dialect } from "../forward/dialect.ts";
import { elsewhere } from "../forward/elsewhere.ts";
import { answer } from "../forward/forward.ts";
import { readBody } from "../forward/read-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { responsesDialect } from "./responses.ts";

interface Asks {
  readonly perform: Dialect["perform"];
  readonly tells: Telling;
}

function dialectOf(asks: Asks): Dialect {
  return { ...responsesDialect, asksOnce: true, required: [], value: (value) => value, ...asks };
}

const TOLD: Telling = { address: true, provider: true, overhead: false, isFree: true };

const BASES = ["/v1/responses", "/responses", "/openai/v1/responses"] as const;

function paths(tail: string): readonly string[] {
  return BASES.map((base) => `${base}/{response_id}${tail}`);
}

/** Whoever knows how ids are made can write one: what it names must be the caller's to reach, and belong together. */
function refusalOf({ caller, snapshot }: Exchange, owner: ReturnType<typeof ownedResponse>): Refused | undefined {
  const { models, defaults } = snapshot;
  const deployments = owner === undefined ? undefined : models.find(owner.modelId)?.deployments;
  if (owner === undefined || deployments === undefined)
    return caller.models === undefined ? undefined : forbidden(owner?.modelId ?? "");
  if (!deployments.every((one) => mayReach(caller, one, models))) return forbidden(owner.modelId);
  if (deployments.every((one) => defaults(one).provider === owner.provider)) return undefined;
  const message = "Rejected Request: the response's id names another provider than its deployment has.";
  return { status: 400, message, type: "invalid_request_error", param: "response_id" };
}

/** A query's words; what is to be included may be said more than once. */
function asked(query: URLSearchParams): JsonObject {
  const include = query.getAll("include");
  return { ...Object.fromEntries(query), ...(include.length > 0 && { include }) };
}

/** The id of a cancelled response as it was asked by: LiteLLM's function tells the provider's, and its proxy seals that. */
function withOwnId(outcome: Outcome, owner: ReturnType<typeof ownedResponse>): Outcome {
  if (outcome.outcome !== "value" || owner === undefined || typeof outcome.value.id !== "string") return outcome;
  return { ...outcome, value: { ...outcome.value, id: ownedResponseId({ ...owner, id: outcome.value.id }) } };
}

const cancelled: Dialect["perform"] =
  ({ client }) =>
  async (kwargs, options) =>
    withOwnId(await client.cancelResponses(kwargs, options), ownedResponse(String(kwargs.response_id)));

/** Asks for a stored response where its id says it is: of the deployment that made it. */
async function askStored(exchange: Exchange, dialect: Dialect): Promise<void> {
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseUnseen(exchange, read.refused);
  const [id = ""] = exchange.places;
  const given = { ...asked(exchange.query), ...read.value, response_id: id };
  const owner = ownedResponse(id);
  const found = owner === undefined ? undefined : exchange.snapshot.models.find(owner.modelId);
  const deployments = found?.deployments ?? [];
  const refused = bannedParam(given) ?? refusalOf(exchange, owner) ?? elsewhere(given, deployments, exchange.snapshot);
  if (refused !== undefined) return refuse(exchange, refused, dialect);
  exchange.model = owner?.modelId;
  if (found === undefined) return answerUnserved(exchange, dialect, owner?.modelId);
  return answer(exchange, { dialect, asked: "", deployments, further: [], size: found.size, given, hidesUsage: false });
}

function endpoint(method: Endpoint["method"], tail: string, asks: Asks): Endpoint {
  const dialect = dialectOf(asks);
  return { name: "responses", method, paths: paths(tail), answer: (exchange) => askStored(exchange, dialect) };
}

/** What can be asked of responses that a provider has stored. */
export const storedResponseEndpoints: readonly Endpoint[] = [
  endpoint("GET", "", { perform: ({ client }) => client.getResponses, tells: TOLD }),
  endpoint("DELETE", "", { perform: ({ client }) => client.deleteResponses, tells: { ...TOLD, provider: false } }),
  endpoint("POST", "/cancel", { perform: cancelled, tells: TOLD }),
  endpoint("GET", "/input_items", {
    perform: ({ client }) => client.listInputItems,
    tells: { ...TOLD, address: false, provider: false },
  }),
];

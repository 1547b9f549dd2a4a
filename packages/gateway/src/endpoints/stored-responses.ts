import { ownedResponse, ownedResponseId } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import { refuse } from "../answer/send.ts";
import type { Telling } from "../answer/telling.ts";
import { forbidden, mayReach } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import { answerUnserved } from "../forward/answer-nobody.ts";
import type { Dialect } from "../forward/dialect.ts";
import { elsewhere } from "../forward/elsewhere.ts";
import { answer } from "../forward/forward.ts";
import { readBody } from "../forward/read-body.ts";
import { refuseBody } from "../forward/refuse-body.ts";
import { refusedBody } from "../forward/refused-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { responsesDialect } from "./responses.ts";

type Owner = NonNullable<ReturnType<typeof ownedResponse>>;

interface Asks {
  readonly perform: Dialect["perform"];
  readonly tells: Telling;
  /** Whether LiteLLM's function tells the provider's id, and its proxy seals that. */
  readonly sealsId?: true;
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
function wordsOf(query: URLSearchParams): JsonObject {
  const include = query.getAll("include");
  return { ...Object.fromEntries(query), ...(include.length > 0 && { include }) };
}

/** Whose the response of a call is: as its id says, else of the deployment that is asked. */
function ownerOf({ deployment, snapshot }: Exchange): Omit<Owner, "id"> | undefined {
  const provider = deployment && snapshot.defaults(deployment).provider;
  return deployment && provider !== undefined ? { provider, modelId: deployment.id } : undefined;
}

function withOwnId(value: JsonObject, owner: Omit<Owner, "id"> | undefined): JsonObject {
  if (owner === undefined || typeof value.id !== "string") return value;
  return { ...value, id: ownedResponseId({ ...owner, id: value.id }) };
}

/** One call's dialect; whose a response is that no id tells, its function is told. */
function dialectOf(exchange: Exchange, { sealsId, ...asks }: Asks, owner: Owner | undefined): Dialect {
  return {
    ...responsesDialect,
    ...asks,
    asksOnce: true,
    required: [],
    ...(owner === undefined && { tellsOwner: true }),
    value(told, asked) {
      const value = responsesDialect.value(told, asked);
      return sealsId === true ? withOwnId(value, owner ?? ownerOf(exchange)) : value;
    },
  };
}

/** Whose a response is by the body, where its id is the provider's own and does not say. */
function namedBy({ model = null }: JsonObject): string | undefined {
  return typeof model === "string" ? model : undefined;
}

/** Asks for a stored response where its id says it is: of the deployment that made it. */
async function askStored(exchange: Exchange, asks: Asks): Promise<void> {
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseBody(exchange, read.refused);
  const [id = ""] = exchange.places;
  const given = { ...wordsOf(exchange.query), ...read.value, response_id: id };
  const owner = ownedResponse(id);
  const dialect = dialectOf(exchange, asks, owner);
  const name = owner?.modelId ?? namedBy(read.value);
  const found = name === undefined ? undefined : exchange.snapshot.models.find(name);
  const deployments = found?.deployments ?? [];
  const refused =
    refusedBody(exchange, given) ?? refusalOf(exchange, owner) ?? elsewhere(given, deployments, exchange.snapshot);
  if (refused !== undefined) return refuse(exchange, refused, dialect);
  exchange.model = name;
  if (found === undefined) return answerUnserved(exchange, dialect, name);
  // What a body names is told by that name.
  const asked = owner === undefined ? (name ?? "") : "";
  return answer(exchange, { dialect, asked, deployments, further: [], size: found.size, given, hidesUsage: false });
}

function endpoint(method: Endpoint["method"], tail: string, asks: Asks): Endpoint {
  return { name: "responses", method, paths: paths(tail), answer: (exchange) => askStored(exchange, asks) };
}

/** What can be asked of responses that a provider has stored. */
export const storedResponseEndpoints: readonly Endpoint[] = [
  endpoint("GET", "", { perform: ({ client }) => client.getResponses, tells: TOLD }),
  endpoint("DELETE", "", { perform: ({ client }) => client.deleteResponses, tells: { ...TOLD, provider: false } }),
  endpoint("POST", "/cancel", { perform: ({ client }) => client.cancelResponses, tells: TOLD, sealsId: true }),
  endpoint("GET", "/input_items", {
    perform: ({ client }) => client.listInputItems,
    tells: { ...TOLD, address: false, provider: false },
  }),
];

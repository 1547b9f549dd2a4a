import { ownedResponse } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { refuse } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Dialect } from "../forward/dialect.ts";
import { answer } from "../forward/forward.ts";
import { readBody } from "../forward/read-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { responsesDialect } from "./responses.ts";

function dialectOf(perform: Dialect["perform"]): Dialect {
  return { ...responsesDialect, required: [], perform, value: (value) => value };
}

const BASES = ["/v1/responses", "/responses", "/openai/v1/responses"] as const;

function paths(tail: string): readonly string[] {
  return BASES.map((base) => `${base}/{response_id}${tail}`);
}

function queryOf({ head: { target } }: Exchange): JsonObject {
  const at = target.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(target.slice(at + 1)));
}

/** Asks for a stored response where its id says it is: the deployment that made it, else its provider. */
async function askStored(exchange: Exchange, dialect: Dialect): Promise<void> {
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuse(exchange, read.refused, dialect);
  const [id = ""] = exchange.places;
  const owner = ownedResponse(id);
  const found = owner === undefined ? undefined : exchange.snapshot.models.find(owner.modelId);
  const given = { ...queryOf(exchange), ...read.value, response_id: id };
  return answer(exchange, { dialect, asked: "", deployments: found?.deployments ?? [], given, hidesUsage: false });
}

function endpoint(method: Endpoint["method"], tail: string, perform: Dialect["perform"]): Endpoint {
  const dialect = dialectOf(perform);
  return { name: "responses", method, paths: paths(tail), answer: (exchange) => askStored(exchange, dialect) };
}

/** What can be asked of responses that a provider has stored. */
export const storedResponseEndpoints: readonly Endpoint[] = [
  endpoint("GET", "", ({ client }) => client.getResponses),
  endpoint("DELETE", "", ({ client }) => client.deleteResponses),
  endpoint("POST", "/cancel", ({ client }) => client.cancelResponses),
  endpoint("GET", "/input_items", ({ client }) => client.listInputItems),
];

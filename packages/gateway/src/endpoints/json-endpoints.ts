import type { JsonObject } from "@lintel/core/json";
import { refuseUnseen } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Dialect } from "../forward/dialect.ts";
import { answer, forward } from "../forward/forward.ts";
import { readBody } from "../forward/read-body.ts";
import { refuseBody } from "../forward/refuse-body.ts";
import { refusedBody } from "../forward/refused-body.ts";
import { forwardSeveral, severalNames } from "../forward/several.ts";
import { understood } from "../forward/understood.ts";
import { claudeCodeModel } from "../models/claude-code.ts";
import { chatDialect } from "./chat.ts";
import { embeddingsDialect } from "./embeddings.ts";
import type { Endpoint } from "./endpoint.ts";
import { messagesDialect } from "./messages.ts";
import { compactDialect, responsesDialect } from "./responses.ts";

/** A body with the model that a name of Claude Code's stands for, on routes that it asks. */
function withModel({ snapshot }: Exchange, { isClaudeCodes }: Dialect, body: JsonObject): JsonObject {
  if (isClaudeCodes !== true || typeof body.model !== "string") return body;
  const model = claudeCodeModel(body.model, (name) => snapshot.models.find(name) !== undefined);
  return model === undefined ? body : { ...body, model };
}

/** Reads a JSON body and forwards it; a model in the path goes before the body's. */
function forwardJson(exchange: Exchange, dialect: Dialect): void | Promise<void> {
  const bodies = exchange.snapshot.bodies(dialect);
  const read = readBody(exchange.body, exchange.head.headers["content-type"], bodies);
  if (read.read === "refused") return refuseBody(exchange, read.refused);
  const again = read.like && understood(exchange, read.value, read.like);
  if (again !== undefined) return answer(exchange, again);
  const refused = refusedBody(exchange, read.value);
  if (refused !== undefined) return refuseUnseen(exchange, refused);
  const inPath = exchange.places[0] || undefined;
  const body = inPath === undefined ? withModel(exchange, dialect, read.value) : read.value;
  const names = severalNames(exchange, dialect, { body, inPath });
  if (names !== undefined) return forwardSeveral(exchange, { dialect, body, names });
  const known = read.like?.known ?? read.known;
  return forward(exchange, dialect, { body, inPath, known: known && { known, value: read.value } });
}

/** The routes whose requests and answers are JSON. */
export const jsonEndpoints: readonly Endpoint[] = [
  {
    name: "chat",
    method: "POST",
    paths: [
      "/v1/chat/completions",
      "/chat/completions",
      "/engines/{model:path}/chat/completions",
      "/openai/deployments/{model:path}/chat/completions",
    ],
    answer: (exchange) => forwardJson(exchange, chatDialect),
  },
  {
    name: "messages",
    method: "POST",
    paths: ["/v1/messages"],
    answer: (exchange) => forwardJson(exchange, messagesDialect),
  },
  {
    name: "responses",
    method: "POST",
    paths: ["/v1/responses", "/responses", "/openai/v1/responses"],
    answer: (exchange) => forwardJson(exchange, responsesDialect),
  },
  {
    name: "responses",
    method: "POST",
    paths: ["/v1/responses/compact", "/responses/compact", "/openai/v1/responses/compact"],
    answer: (exchange) => forwardJson(exchange, compactDialect),
  },
  {
    name: "embeddings",
    method: "POST",
    paths: [
      "/v1/embeddings",
      "/embeddings",
      "/engines/{model:path}/embeddings",
      "/openai/deployments/{model:path}/embeddings",
    ],
    answer: (exchange) => forwardJson(exchange, embeddingsDialect),
  },
];

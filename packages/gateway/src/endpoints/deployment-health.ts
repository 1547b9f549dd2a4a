import type { Fault, Outcome } from "@lintel/core";
import { headerValue } from "@lintel/core";
import { type JsonObject, pythonCompact } from "@lintel/core/json";
import { answerWhole } from "../answer/send.ts";
import { mayReach } from "../auth/model-rights.ts";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { unsetFault } from "../forward/unset-fault.ts";
import { embeddingsDialect } from "./embeddings.ts";
import type { Endpoint } from "./endpoint.ts";

/** Deployments that are asked at the same time. */
const AT_ONCE = 8;

/** Seconds a deployment has to answer: LiteLLM's `HEALTH_CHECK_TIMEOUT_SECONDS`. */
const TIMEOUT = 60;

const LIMITS = ["x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens"] as const;

const PROMPT = "What's 1 + 1?";

type Probe = { readonly well: boolean; readonly told: JsonObject };

function modeOf({ info: { mode } }: Deployment): string {
  return typeof mode === "string" ? mode : "chat";
}

function ask(exchange: Exchange, deployment: Deployment): Promise<Outcome> | undefined {
  const { snapshot } = exchange;
  const unset = unsetFault(deployment, snapshot);
  if (unset !== undefined) return Promise.resolve({ outcome: "fault", fault: unset, losses: [] });
  const { kwargs, model } = snapshot.defaults(deployment);
  const given = { ...kwargs, model, timeout: TIMEOUT };
  const options = { signal: exchange };
  switch (modeOf(deployment)) {
    case "chat":
      return snapshot.client.completion(
        { ...given, messages: [{ role: "user", content: PROMPT }], max_tokens: 16 },
        options,
      );
    case "responses":
      return snapshot.client.responses({ ...given, input: PROMPT, max_output_tokens: 16 }, options);
    case "embedding":
      return embeddingsDialect.perform(snapshot)({ ...given, input: [PROMPT] }, options);
    default:
      return undefined;
  }
}

function limitsIn(outcome: Outcome): JsonObject {
  const head = outcome.outcome === "value" ? outcome.head : undefined;
  if (head === undefined) return {};
  return Object.fromEntries(
    LIMITS.flatMap((name) => {
      const found = headerValue(head, name);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function failed({ message, status }: Fault): JsonObject {
  return { error: message, exception_status: status };
}

async function probe(exchange: Exchange, deployment: Deployment): Promise<Probe> {
  const { apiBase } = exchange.snapshot.defaults(deployment);
  const { model = null } = deployment.params;
  const who = { ...(apiBase !== undefined && { api_base: apiBase }), model };
  const asked = ask(exchange, deployment);
  if (asked === undefined) {
    const error = `a deployment of the mode ${modeOf(deployment)} is not asked`;
    return { well: false, told: { ...who, error, model_id: deployment.id } };
  }
  const outcome = await asked;
  return outcome.outcome === "fault"
    ? { well: false, told: { ...who, ...failed(outcome.fault), model_id: deployment.id } }
    : { well: true, told: { ...who, ...limitsIn(outcome), model_id: deployment.id } };
}

async function probes(exchange: Exchange, deployments: readonly Deployment[]): Promise<readonly Probe[]> {
  const found: Probe[] = [];
  for (let at = 0; at < deployments.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(deployments.slice(at, at + AT_ONCE).map((deployment) => probe(exchange, deployment)))),
    );
  return found;
}

function answerUnknown(exchange: Exchange, id: string): void {
  const text = pythonCompact({ detail: { error: `Model with ID ${id} not found` } });
  answerWhole(exchange, { status: 404, text });
}

/** Asks each deployment something small, those of one `model` or `model_id` if the query names one: it costs what such a call costs. */
async function health(exchange: Exchange): Promise<void> {
  const { config, models } = exchange.snapshot;
  const { query } = exchange;
  const [id, model] = [query.get("model_id"), query.get("model")];
  if (id && !config.deployments.some((deployment) => deployment.id === id)) return answerUnknown(exchange, id);
  const isMeant = (deployment: Deployment): boolean =>
    (id ? deployment.id === id : model === null || deployment.name === model || deployment.params.model === model) &&
    mayReach(exchange.caller, deployment, models);
  const found = await probes(exchange, config.deployments.filter(isMeant));
  const [well, sick] = [found.filter((it) => it.well), found.filter((it) => !it.well)];
  const body: JsonObject = {
    healthy_endpoints: well.map(({ told }) => told),
    unhealthy_endpoints: sick.map(({ told }) => told),
    healthy_count: well.length,
    unhealthy_count: sick.length,
  };
  const isGone = Boolean(id || model) && well.length === 0;
  answerWhole(exchange, { status: isGone ? 503 : 200, text: pythonCompact(body) });
}

/** How the deployments are. */
export const deploymentHealthEndpoint: Endpoint = {
  name: "health",
  method: "GET",
  paths: ["/health"],
  answer: health,
};

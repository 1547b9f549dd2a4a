import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { detail } from "../answer/envelope.ts";
import { answerJson, answerWhole } from "../answer/send.ts";
import { mayName } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Endpoint } from "./endpoint.ts";

// litellm.constants.DEFAULT_MODEL_CREATED_AT_TIME
const CREATED = 1_677_610_602;

const TOLD = ["mode", "max_input_tokens", "max_output_tokens"] as const;

async function factsOf({ client, models, defaults }: Snapshot, name: string): Promise<JsonObject> {
  const [deployment] = models.find(name)?.deployments ?? [];
  if (deployment === undefined) return {};
  const { base_model: base } = deployment.info;
  const model = typeof base === "string" ? base : defaults(deployment).model;
  const found = await client.getModelInfo({ model });
  const known = found.outcome === "value" ? found.value : {};
  const told = { ...known, ...deployment.info };
  const members = TOLD.flatMap((field): (readonly [string, Json])[] => {
    const value = told[field] ?? null;
    return value === null ? [] : [[field, value]];
  });
  return Object.fromEntries(members);
}

async function modelOf(snapshot: Snapshot, id: string): Promise<JsonObject> {
  return { id, object: "model", created: CREATED, owned_by: "openai", ...(await factsOf(snapshot, id)) };
}

/** What is told of models, made once for a configuration. */
const listed = new WeakMap<Snapshot, Promise<readonly JsonObject[]>>();

function modelsOf(snapshot: Snapshot): Promise<readonly JsonObject[]> {
  const known = listed.get(snapshot);
  if (known !== undefined) return known;
  const made = snapshot.models.listed().then((ids) => Promise.all(ids.map((id) => modelOf(snapshot, id))));
  listed.set(snapshot, made);
  return made;
}

function mayUse({ caller }: Exchange, { id }: JsonObject): boolean {
  return typeof id === "string" && mayName(caller, id);
}

async function listModels(exchange: Exchange): Promise<void> {
  const all = await modelsOf(exchange.snapshot);
  answerJson(exchange, { data: all.filter((model) => mayUse(exchange, model)), object: "list" });
}

async function getModel(exchange: Exchange): Promise<void> {
  const [id = ""] = exchange.places;
  const all = await modelsOf(exchange.snapshot);
  const found = all.find((model) => isObject(model) && model.id === id && mayUse(exchange, model));
  if (found !== undefined) return answerJson(exchange, found);
  const text = `The model \`${id}\` does not exist or is not accessible`;
  answerWhole(exchange, { status: 404, text: detail(text) });
}

/** The models a caller may ask for (https://platform.openai.com/docs/api-reference/models). */
export const modelEndpoints: readonly Endpoint[] = [
  { name: "models", method: "GET", paths: ["/v1/models", "/models"], answer: listModels },
  { name: "models", method: "GET", paths: ["/v1/models/{model_id}", "/models/{model_id}"], answer: getModel },
];

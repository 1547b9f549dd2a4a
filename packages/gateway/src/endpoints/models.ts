import { type JsonObject, pythonCompact } from "@lintel/core/json";
import { detail } from "../answer/envelope.ts";
import { answerJson, answerWhole } from "../answer/send.ts";
import { mayName } from "../auth/model-rights.ts";
import type { Exchange } from "../exchange.ts";
import { isClaudeCode } from "../models/claude-code.ts";
import { listedFacts } from "../models/listed-facts.ts";
import type { Listing } from "../models/listed-models.ts";
import type { Snapshot } from "../snapshot.ts";
import { anthropicList } from "./anthropic-list.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Flags, readFlags } from "./query-flags.ts";

// litellm.constants.DEFAULT_MODEL_CREATED_AT_TIME
const CREATED = 1_677_610_602;

const FALLBACK_TYPES: ReadonlySet<string> = new Set(["general", "context_window", "content_policy"]);

const LIST_FLAGS = [
  "return_wildcard_routes",
  "include_model_access_groups",
  "only_model_access_groups",
  "include_metadata",
  "healthy_only",
] as const;

/** What is told of models, made once for a configuration. */
const told = new WeakMap<Snapshot, Map<string, Promise<JsonObject>>>();

async function made(snapshot: Snapshot, id: string): Promise<JsonObject> {
  const target = snapshot.config.aliases[id]?.model ?? id;
  const facts = await listedFacts(snapshot, id, target);
  return { id, object: "model", created: CREATED, owned_by: "openai", ...facts };
}

function modelOf(snapshot: Snapshot, id: string): Promise<JsonObject> {
  const known = told.get(snapshot) ?? new Map<string, Promise<JsonObject>>();
  told.set(snapshot, known);
  const found = known.get(id) ?? made(snapshot, id);
  known.set(id, found);
  return found;
}

async function idsFor({ snapshot, caller }: Exchange, listing?: Listing): Promise<readonly string[]> {
  const ids = await snapshot.models.listed(listing);
  return ids.filter((id) => mayName(caller, id));
}

function refuse(exchange: Exchange, status: number, text: string): void {
  answerWhole(exchange, { status, text: detail(text) });
}

/** What is wrong with the query beyond its flags. */
function problemOf({ query }: Exchange, flags: Flags<(typeof LIST_FLAGS)[number]>): string | undefined {
  const [scope, type] = [query.getAll("scope").at(-1), query.getAll("fallback_type").at(-1) ?? "general"];
  if (scope !== undefined && scope !== "expand")
    return `Invalid scope parameter. Only 'expand' is currently supported. Received: ${scope}`;
  return flags.include_metadata === true && !FALLBACK_TYPES.has(type)
    ? "Invalid fallback_type. Must be one of: ['general', 'context_window', 'content_policy']"
    : undefined;
}

async function listModels(exchange: Exchange): Promise<void> {
  const flags = readFlags(exchange.query, LIST_FLAGS);
  if (!flags.ok) return answerWhole(exchange, { status: 422, text: pythonCompact(flags.detail) });
  const problem = problemOf(exchange, flags.value);
  if (problem !== undefined) return refuse(exchange, 400, problem);
  const { return_wildcard_routes, include_model_access_groups, only_model_access_groups, include_metadata } =
    flags.value;
  const ids = await idsFor(exchange, {
    wildcards: return_wildcard_routes === true,
    groups: include_model_access_groups === true,
    onlyGroups: only_model_access_groups === true,
  });
  const models = await Promise.all(ids.map((id) => modelOf(exchange.snapshot, id)));
  if (exchange.head.headers["anthropic-version"] !== undefined)
    return answerJson(exchange, anthropicList(models, exchange.snapshot, isClaudeCode(exchange.head.headers)));
  const data = include_metadata === true ? models.map((it) => ({ ...it, metadata: { fallbacks: [] } })) : models;
  answerJson(exchange, { data, object: "list" });
}

function unlisted(id: string, ids: readonly string[]): string | undefined {
  if (!id.includes(","))
    return ids.includes(id) ? undefined : `The model \`${id}\` does not exist or is not accessible`;
  const lacking = id.split(",").flatMap((part) => (ids.includes(part.trim()) ? [] : [part.trim()]));
  return lacking.length === 0
    ? `Model '${id}' not found in router configuration`
    : `The following model(s) do not exist or are not accessible: ${lacking.join(", ")}`;
}

async function getModel(exchange: Exchange): Promise<void> {
  const flags = readFlags(exchange.query, ["healthy_only"]);
  if (!flags.ok) return answerWhole(exchange, { status: 422, text: pythonCompact(flags.detail) });
  const { snapshot } = exchange;
  const [id = ""] = exchange.places;
  const problem = unlisted(id, await idsFor(exchange));
  if (problem !== undefined) return refuse(exchange, 404, problem);
  const [deployment] = snapshot.models.named(id);
  const provider = deployment && snapshot.defaults(deployment).provider;
  const model = await modelOf(snapshot, id);
  answerJson(exchange, provider === undefined ? model : { ...model, owned_by: provider });
}

/** The models a caller may ask for (https://platform.openai.com/docs/api-reference/models). */
export const modelEndpoints: readonly Endpoint[] = [
  { name: "models", method: "GET", paths: ["/v1/models", "/models"], answer: listModels },
  { name: "models", method: "GET", paths: ["/v1/models/{model_id}", "/models/{model_id}"], answer: getModel },
];

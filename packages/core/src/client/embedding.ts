import { type Json, type JsonObject, numeric, object } from "../json/index.ts";
import { checkSupport } from "../params/check-support.ts";
import { dropLosses } from "../params/drop-nested.ts";
import { EMBEDDING_CONNECTION, EMBEDDING_PARAMS } from "../params/embedding-params.ts";
import { readPolicy } from "../params/policy.ts";
import { pythonType } from "../params/python-type.ts";
import { OWN_PARAMS, PRICE_PARAMS } from "../params/reserved-data.ts";
import { splitExtras } from "../params/split-extras.ts";
import { words } from "../params/words.ts";
import type { RouteName } from "../routes/index.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { type ArgNames, ASIDE, type ChatArgs, readArgs } from "./completion-args.ts";
import { readHeaders } from "./completion-headers.ts";
import { resolution } from "./completion-target.ts";
import { readTimeout } from "./completion-timeout.ts";
import { envText } from "./directory.ts";
import { mockEmbedding } from "./embedding-mock.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { type Blamed, refuse, refuseRaised, refuseUnmapped, refuseUnsendable, refuseUnserved } from "./refuse.ts";
import { ownAddress } from "./responses-target.ts";

const CONTROLS =
  "model input api_base custom_llm_provider timeout max_retries drop_params allowed_openai_params additional_drop_params mock_response";

const NAMES: ArgNames = {
  read: new Set([...words(CONTROLS), ...EMBEDDING_PARAMS]),
  unsent: new Set([...words(`${OWN_PARAMS} ${PRICE_PARAMS} ${EMBEDDING_CONNECTION}`), ...ASIDE]),
};

/** Seconds and resends unless told, of the function and of the OpenAI SDK. */
const PATIENCE = 600;
const RESENDS = 2;

/** The format asked for: `none` is none, and LiteLLM has a variable for who asks for nothing. */
function formatOf({ encoding_format: asked = null }: JsonObject, { env }: World): Attempt<Json> {
  const format = asked ?? envText(env, "LITELLM_DEFAULT_EMBEDDING_ENCODING_FORMAT") ?? null;
  if (format === null || format === "") return got(null);
  if (typeof format !== "string") return raises(`'${pythonType(format)}' object has no attribute 'strip'`);
  return got(format.trim().toLowerCase() === "none" ? null : format);
}

function paramsOf(given: JsonObject, format: Json, dropped: readonly string[]): JsonObject {
  const { user = null, dimensions = null } = given;
  const told = [["user", user] as const, ["dimensions", dimensions] as const, ["encoding_format", format] as const];
  return object(told.filter(([name, value]) => value !== null && !dropped.includes(name)));
}

/** A call of a provider that LiteLLM has no embeddings of, or Lintel not yet. */
function refuseProvider({ provider, model, providers }: Blamed): Refusal {
  if (providers.embedding?.isServed(provider) === true)
    return refuseUnserved(`${provider} is not served on embedding. You passed model=${model}`, { provider, model });
  return refuseUnmapped(provider, model);
}

interface Reader {
  readonly kwargs: Kwargs;
  readonly world: World;
}

function readCall({ given, extras }: ChatArgs, { kwargs, world }: Reader): Reading<"embedding"> | Refusal | Answering {
  const found = resolution({ kwargs, given, world }, given.model ?? null);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const { provider = "None", model } = found;
  const adapter = world.find("embedding", provider, model);
  const { providers } = world;
  const requestedModel = String(given.model);
  const blamed = { provider, model: requestedModel, providers };
  const { mock_response: mock = null } = given;
  if (adapter === undefined)
    return mock === null ? refuseProvider({ provider, model, providers }) : mockEmbedding(mock, { model, blamed });
  const format = formatOf(given, world);
  if (!format.ok) return refuseRaised(format.text, blamed);
  const policy = readPolicy(given, world);
  const dropped = policy.additionalDropParams;
  const params = paramsOf(given, format.value, dropped);
  // What is not supported is refused before a mock answers: by the adapter, as in any other call.
  if (mock !== null && checkSupport(params, { names: adapter.supported(model), policy, provider, model }).supported)
    return mockEmbedding(mock, { model, blamed });
  const timeout = readTimeout({ timeout: given.timeout ?? PATIENCE }, world);
  if (!timeout.ok) return refuseRaised(timeout.text, blamed);
  const { headers: forwarded, extra_headers } = kwargs;
  const headers = readHeaders({ headers: forwarded, extra_headers }, { provider, inherited: undefined });
  if (!headers.ok) return refuseUnsendable(headers.text, blamed);
  // LiteLLM leaves out only OpenAI's parameters by their names here.
  const splitting = { policy: { ...policy, additionalDropParams: [] }, scoped: providers.scoped, refused: [] };
  const extra = splitExtras(extras, { ...splitting, entry: { provider, extras: "body" } });
  return {
    read: "call",
    adapter,
    model,
    requestedModel,
    input: {
      input: given.input === undefined ? [] : given.input,
      params,
      extra: extra.extra,
    },
    stream: false,
    policy,
    headers: headers.value,
    timeout: timeout.value,
    maxRetries: numeric(given.max_retries) || RESENDS,
    insistsOnResends: true,
    losses: [...dropLosses(paramsOf(given, format.value, []), dropped), ...extra.losses],
    ...ownAddress({ kwargs, given, world }, found.key),
  };
}

/** `embedding`: LiteLLM's keyword arguments of an embedding call (https://docs.litellm.ai/docs/embedding/supported_embedding). */
export const embeddingFront: Front<RouteName> = {
  route: "embedding",
  needs: () => ({}),
  read(kwargs, _given, world) {
    if (kwargs.model === undefined)
      return refuse("BadRequestError", "embedding() missing 1 required positional argument: 'model'", { provider: "" });
    const args = readArgs(kwargs, world, NAMES);
    return args.read === "args"
      ? readCall(args.args, { kwargs, world })
      : refuse("BadRequestError", args.text, { param: args.param });
  },
};

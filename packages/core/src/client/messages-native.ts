import { isArray, type JsonObject } from "../json/index.ts";
import { readPolicy } from "../params/policy.ts";
import { truthy } from "../params/truthy.ts";
import { Secret } from "../secret.ts";
import { type Attempt, got } from "./attempt.ts";
import { headersProblem, readHeaders } from "./completion-headers.ts";
import { readTimeout } from "./completion-timeout.ts";
import { envText, type MessagesRules } from "./directory.ts";
import type { Kwargs, Reading, Refusal, World } from "./front.ts";
import { markTools } from "./mark-tools.ts";
import { orderedParams } from "./messages-args.ts";
import { refuse, refuseUnserved } from "./refuse.ts";

/** A messages call put right, whose model is known. */
export interface MessagesReader {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
  readonly rules: MessagesRules;
  readonly provider: string;
  readonly model: string;
  readonly requestedModel: string;
  /** Marks of the cache that are still to be set. */
  readonly points: readonly JsonObject[];
}

/** Seconds to wait for the provider; undefined where nobody says: `_resolve_anthropic_messages_timeout`. */
function patience(given: JsonObject, world: World): Attempt<number | undefined> {
  const { timeout = null, stream_timeout: streamed = null, request_timeout: requested = null, stream } = given;
  const own = (truthy(stream) ? streamed : null) ?? timeout;
  const isSaid = own ?? requested ?? world.settings.request_timeout ?? envText(world.env, "REQUEST_TIMEOUT");
  return isSaid === undefined ? got(undefined) : readTimeout({ timeout: own, request_timeout: requested }, world);
}

/** The rest of a call to a provider with a Messages API of its own. */
export function readNative(reader: MessagesReader): Reading<"messages"> | Refusal {
  const { kwargs, given, world, provider, model, requestedModel, points } = reader;
  const adapter = world.find("messages", provider, model);
  if (adapter === undefined) return refuseUnserved(`${provider} is not served on messages`, { provider, model });
  const seconds = patience(given, world);
  if (!seconds.ok) return refuse("BadRequestError", `timeout: ${seconds.text}`, { provider, model, param: "timeout" });
  const problem = headersProblem(kwargs);
  if (problem !== undefined) return refuse("BadRequestError", `headers: ${problem}`, { provider, model });
  const headers = readHeaders(kwargs, { provider, inherited: undefined });
  const tools = markTools(given.tools, points);
  const { api_key: key, api_base: base } = kwargs;
  return {
    read: "call",
    adapter,
    model,
    requestedModel,
    input: {
      messages: isArray(given.messages) ? given.messages : [],
      params: orderedParams({ ...given, ...(tools !== undefined && { tools }) }),
      ...(!headers.ok && { unsendable: headers.text }),
    },
    stream: truthy(given.stream),
    policy: readPolicy(given, world),
    headers: headers.ok ? headers.value : [],
    losses: [],
    ...(seconds.value !== undefined && { timeout: seconds.value }),
    ...(typeof base === "string" && base !== "" && { base }),
    ...(key instanceof Secret && { key }),
  };
}

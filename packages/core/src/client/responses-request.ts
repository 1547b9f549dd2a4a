import { isObject, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { readPolicy } from "../params/policy.ts";
import { dictProblem } from "../params/python-dict.ts";
import type { ResponsesInput } from "../routes/responses.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { readHeaders } from "./completion-headers.ts";
import type { Kwargs, Reading, Refusal, World } from "./front.ts";
import { readTimeout } from "./ocr-params.ts";
import { refuseUnsendable, refuseUnserved } from "./refuse.ts";
import { countedAs } from "./responses-counted.ts";
import type { ResponsesTarget } from "./responses-target.ts";

/** A responses call whose arguments are read. */
export interface ResponsesReader {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
  readonly losses: readonly Loss[];
}

interface Native {
  readonly target: Omit<ResponsesTarget, "read">;
  readonly requestedModel: string;
  readonly input: ResponsesInput;
  readonly stream: boolean;
}

/** `extra_body`, or what Python raises over one that is no mapping. */
export function extraBody({ extra_body: extra }: JsonObject): Attempt<JsonObject> {
  const problem = dictProblem(extra);
  return problem === undefined ? got(isObject(extra) ? extra : {}) : raises(problem);
}

/** The caller's headers: of two of one name, in whatever case, the one of `extra_headers` (`merge_client_forwarded_headers`). */
function ownHeaders({ headers, extra_headers: extra }: Kwargs): Kwargs {
  if (headers === undefined) return { headers: {}, extra_headers: extra };
  const explicit = new Set(
    typeof extra === "object" && extra !== null ? Object.keys(extra).map((it) => it.toLowerCase()) : [],
  );
  const forwarded = typeof headers === "object" && headers !== null ? Object.entries(headers) : [];
  return {
    headers: Object.fromEntries(forwarded.filter(([name]) => !explicit.has(name.toLowerCase()))),
    extra_headers: extra,
  };
}

/** A call that the provider's own Responses API serves. */
export function readNative(reader: ResponsesReader, native: Native): Reading<"responses"> | Refusal {
  const { kwargs, given, world, losses } = reader;
  const { target, requestedModel, input, stream } = native;
  const { adapter, provider = "None", model, base, key } = target;
  if (adapter === undefined)
    return refuseUnserved(`${provider} is not served on responses. You passed model=${model}`, { provider, model });
  const blamed = { provider, model: requestedModel, providers: world.providers };
  const headers = readHeaders(ownHeaders(kwargs), { provider, inherited: undefined });
  if (!headers.ok) return refuseUnsendable(headers.text, blamed);
  const timeout = readTimeout(kwargs, world);
  return {
    read: "call",
    adapter,
    model,
    requestedModel,
    input,
    stream,
    policy: readPolicy(given, world),
    headers: headers.value,
    losses,
    ...(stream && { counted: () => countedAs(kwargs, { given, model, provider: target.provider }, world) }),
    ...(timeout !== undefined && { timeout }),
    ...(base !== undefined && { base }),
    ...(key !== undefined && { key }),
  };
}

import { entries, isArray, type Json, object } from "../json/index.ts";
import { readPolicy } from "../params/policy.ts";
import { truthy } from "../params/truthy.ts";
import type { RouteName } from "../routes/index.ts";
import { ALIKE_CHAT } from "./alike-rules.ts";
import { automaticPoints, withCacheMarks } from "./cache-marks.ts";
import { type ArgsRead, type ChatArgs, readArgs } from "./completion-args.ts";
import { readCall } from "./completion-call.ts";
import { headersProblem } from "./completion-headers.ts";
import { readRequest } from "./completion-request.ts";
import { firstProvider, readTarget } from "./completion-target.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { refuse, refuseRaised, refuseUnsendable, refuseUnserved } from "./refuse.ts";
import { toldBack } from "./told-back.ts";

type Unwritable = Extract<ArgsRead, { readonly read: "unwritable" }>;

interface Reader {
  readonly kwargs: Kwargs;
  readonly world: World;
}

interface Marking extends Reader {
  readonly provider: string;
}

const POINTS = "cache_control_injection_points";

/** The points a caller asks for, or those that are set where the caller leaves it to LiteLLM. */
function pointsOf({ given, extras }: ChatArgs, { provider, kwargs, world }: Marking): readonly Json[] | undefined {
  const { messages, tools, model } = given;
  const { [POINTS]: points, cache_control: mark } = extras;
  if (isArray(points) && points.length > 0) return points;
  const isOn = world.settings.enable_anthropic_prompt_caching === true || kwargs.enable_prompt_caching === true;
  const isServed = isOn && world.providers.messages?.caches(provider, String(model)) === true;
  const automatic = isServed && isArray(messages) ? automaticPoints({ messages, tools, mark }, world.settings) : [];
  if (automatic.length > 0) return automatic;
  return isArray(points) ? points : undefined;
}

/** The arguments with the cache marks they ask for, and of the points for them those that do not concern messages. */
function withMarks(args: ChatArgs, marking: Marking): ChatArgs {
  const { given, extras } = args;
  const points = pointsOf(args, marking);
  if (points === undefined || !isArray(given.messages)) return args;
  const { messages, rest } = withCacheMarks(given.messages, { points, tools: given.tools, mark: extras.cache_control });
  const others = entries(extras).filter(([name]) => name !== POINTS);
  return {
    given: { ...given, messages },
    extras: object(rest.length === 0 ? others : [...others, [POINTS, rest]]),
  };
}

/** LiteLLM takes an empty list of tools for none where points for cache marks are given, or made. */
function withoutNoTools(args: ChatArgs, isMarking: boolean): ChatArgs {
  const { given, extras } = args;
  return isMarking && isArray(given.tools) && given.tools.length === 0
    ? { given: { ...given, tools: null }, extras }
    : args;
}

function read(args: ChatArgs, { kwargs, world }: Reader): Reading<RouteName> | Refusal | Answering {
  const { providers } = world;
  const first = firstProvider({ kwargs, given: args.given, world });
  if (first.read === "refused") return first;
  const marking = { kwargs, world, provider: first.provider };
  const isMarking = truthy(args.extras[POINTS]) || truthy(pointsOf(args, marking));
  const { given, extras } = withoutNoTools(withMarks(args, marking), isMarking);
  const pointing = { kwargs, given, world };
  const before = { provider: first.provider, model: String(given.model), providers };
  const request = readRequest(given, { world, blamed: before });
  if (request.read === "refused") return request;
  const problem = headersProblem(kwargs);
  if (problem !== undefined) return refuseRaised(problem, before);
  if (given.model_list !== undefined && given.model_list !== null)
    return refuseUnserved("a model_list is not served", { model: before.model });
  const target = readTarget(pointing);
  if (target.read === "refused") return target;
  const after = { provider: target.provider, model: target.model, providers };
  const policy = readPolicy(given, world);
  const call = readCall({ kwargs, given, extras, request, target, policy, world, before, after });
  return toldBack(call, { origin: request.origin });
}

function refuseUnwritable({ text, param, isBytes }: Unwritable, { kwargs, world }: Reader): Refusal {
  const { model, custom_llm_provider, base_url, api_base } = kwargs;
  const args = isBytes ? readArgs({ model, custom_llm_provider, base_url, api_base }, world) : undefined;
  if (args?.read !== "args") return refuse("BadRequestError", text, { param });
  const first = firstProvider({ kwargs, given: args.args.given, world });
  if (first.read === "refused") return first;
  const blamed = { provider: first.provider, model: String(model), providers: world.providers };
  return refuseUnsendable("Object of type bytes is not JSON serializable", blamed);
}

/** `completion`: LiteLLM's keyword arguments of a chat call (https://docs.litellm.ai/docs/completion/input). */
export const completionFront: Front<RouteName> = {
  route: "chat",
  alike: ALIKE_CHAT,
  needs: () => ({}),
  read(kwargs, _given, world) {
    if (kwargs.model === undefined)
      return refuse("BadRequestError", "completion() missing 1 required positional argument: 'model'", {
        provider: "",
      });
    const args = readArgs(kwargs, world);
    return args.read === "args" ? read(args.args, { kwargs, world }) : refuseUnwritable(args, { kwargs, world });
  },
};

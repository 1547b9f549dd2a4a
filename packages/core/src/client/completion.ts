import { readPolicy } from "../params/policy.ts";
import { type ChatArgs, readArgs } from "./completion-args.ts";
import { readCall } from "./completion-call.ts";
import { readRequest } from "./completion-request.ts";
import { firstProvider, readTarget } from "./completion-target.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { refuse, refuseUnserved } from "./refuse.ts";

interface Reader {
  readonly kwargs: Kwargs;
  readonly world: World;
}

function read({ given, extras }: ChatArgs, { kwargs, world }: Reader): Reading<"chat"> | Refusal | Answering {
  const { providers } = world;
  const pointing = { kwargs, given, world };
  const first = firstProvider(pointing);
  if (first.read === "refused") return first;
  const before = { provider: first.provider, model: String(given.model), providers };
  const request = readRequest(given, { world, blamed: before });
  if (request.read === "refused") return request;
  if (given.model_list !== undefined && given.model_list !== null)
    return refuseUnserved("a model_list is not served", { model: before.model });
  const target = readTarget(pointing);
  if (target.read === "refused") return target;
  const after = { provider: target.provider, model: target.model, providers };
  return readCall({ kwargs, given, extras, request, target, policy: readPolicy(given, world), world, before, after });
}

/** `completion`: LiteLLM's keyword arguments of a chat call (https://docs.litellm.ai/docs/completion/input). */
export const completionFront: Front<"chat"> = {
  route: "chat",
  needs: () => ({}),
  read(kwargs, _given, world) {
    if (kwargs.model === undefined)
      return refuse("BadRequestError", "completion() missing 1 required positional argument: 'model'", {
        provider: "",
      });
    const args = readArgs(kwargs, world.providers);
    return args.read === "refused" ? args : read(args.args, { kwargs, world });
  },
};

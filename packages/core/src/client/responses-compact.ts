import { readPolicy } from "../params/policy.ts";
import { COMPACT_ARGUMENTS } from "../params/responses-params.ts";
import { truthy } from "../params/truthy.ts";
import { unsealedInput } from "../responses/sealed-item.ts";
import type { RouteName } from "../routes/index.ts";
import { lossIf } from "./completion-losses.ts";
import type { Front } from "./front.ts";
import { missingArguments } from "./missing-arguments.ts";
import { refuse, refuseRaised } from "./refuse.ts";
import { readBaseModel, readMarks, readResponsesArgs } from "./responses-args.ts";
import { readResponsesParams } from "./responses-params.ts";
import { readNative } from "./responses-request.ts";
import { readResponsesTarget } from "./responses-target.ts";

/** `compact_responses`: a conversation made shorter by its provider (https://docs.litellm.ai/docs/response_api). */
export const compactFront: Front<RouteName> = {
  route: "responses",
  needs: () => ({}),
  read(kwargs, _given, world) {
    const missing = missingArguments(kwargs, { name: "acompact_responses", needed: ["input", "model"] });
    if (missing !== undefined) return missing;
    const args = readResponsesArgs(kwargs);
    if (args.read === "unwritable") return refuse("BadRequestError", args.text, { param: args.param });
    const { given } = args;
    const { model: named, custom_llm_provider: custom } = given;
    const requestedModel = String(named ?? null);
    const provider = typeof custom === "string" ? custom : undefined;
    const target = readResponsesTarget({ kwargs, given, world }, { model: requestedModel, provider });
    if (target.read === "refused") return target;
    const { provider: of = "None", model } = target;
    if (target.adapter === undefined && world.providers.responses?.isNative(of, model) !== true)
      return refuseRaised(`COMPACT responses is not supported for ${of}`, {
        provider: of,
        model,
        providers: world.providers,
      });
    const { additionalDropParams } = readPolicy(given, world);
    const { reasoning_effort: _, text_format: __, ...params } = given;
    const asked = { given: params, first: COMPACT_ARGUMENTS, additionalDropParams, summarises: false };
    const read = readResponsesParams(asked);
    const isLost = truthy(given.extra_body);
    const unsent = lossIf(isLost, {
      pointer: "/extra_body",
      action: "dropped",
      reason: "LiteLLM does not send it here",
    });
    return readNative(
      { kwargs, given, world, losses: [...args.losses, ...read.losses, ...unsent] },
      {
        target,
        requestedModel,
        input: {
          asks: "compact",
          input: unsealedInput(given.input ?? null),
          params: read.params,
          extra: {},
          marks: readMarks(kwargs),
          ...readBaseModel(kwargs),
        },
        stream: false,
      },
    );
  },
};

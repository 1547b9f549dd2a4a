import type { ParametersAsked } from "@lintel/core";
import { asOpenaiTakes, reasoningParams, type Supported } from "../vendors/openai/supported.ts";
import { claudeParams } from "./claude-parameters.ts";
import { isReasoningSeries } from "./gpt-series.ts";

const PREFIX = "azure_ai/";
const UNSTOPPED = /grok-3-mini|grok-4|grok-code-fast/;

function series({ model, supports, ownerOf }: ParametersAsked): readonly string[] {
  const prefixed = model.startsWith(PREFIX) ? model : `${PREFIX}${model}`;
  const name = ownerOf(prefixed) === undefined ? model : prefixed;
  return reasoningParams(model, {
    takesToolChoice: supports("tool_choice", { model }),
    takesNoEffort: supports("none_reasoning_effort", { model: name }),
  });
}

/** What models of Azure AI take (`get_azure_ai_config_for_model`). */
export function foundryParams(asked: ParametersAsked, own: Supported): readonly string[] {
  const { model, kind, supports } = asked;
  const isRouter = /model[-_]router/i.test(kind);
  if (!isRouter && /claude/i.test(kind)) return claudeParams(asked, "azure_ai");
  const params = isReasoningSeries(model) ? series(asked) : asOpenaiTakes(model, own);
  const left = [
    ...(supports("tool_choice", { model: `${PREFIX}${model}` }) ? [] : ["tool_choice"]),
    ...(UNSTOPPED.test(model) ? ["stop"] : []),
  ];
  return params.filter((name) => !left.includes(name));
}

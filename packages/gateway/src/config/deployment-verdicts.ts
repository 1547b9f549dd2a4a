import { resolveModel } from "@lintel/core";
import { directory } from "@lintel/providers";
import type { Verdict } from "./config.ts";
import { isCallParam, isServed } from "./keys/call-params.ts";
import { DEPLOYMENT } from "./keys/deployment.ts";
import { honoured, type KeyRules } from "./keys/key-rule.ts";
import { MODEL_INFO } from "./keys/model-info.ts";
import type { Placed } from "./placed.ts";
import { ruled, UNREAD, verdictOf } from "./ruled.ts";

const ROW: KeyRules = new Map(honoured("model_name rpm tpm"));

/** What becomes of the keys of `model_list`. */
export function deploymentVerdicts(list: Placed, path: string): readonly Verdict[] {
  return (list.items ?? []).flatMap((row, at) => rowVerdicts(row, `${path}[${at}]`));
}

function rowVerdicts(row: Placed, path: string): readonly Verdict[] {
  return [...(row.members ?? [])].flatMap(([name, member]) => {
    const at = `${path}.${name}`;
    if (name === "litellm_params")
      return [...(member.members ?? [])].map((param) => paramVerdict(param, { params: member, path: at }));
    if (name === "model_info")
      return ruled(member, {
        path: at,
        rules: MODEL_INFO,
        otherwise: { verdict: "honoured", reason: "told, and no more" },
      });
    return [verdictOf(member, { path: at, name, rules: ROW, otherwise: UNREAD })];
  });
}

function paramVerdict(
  [name, member]: readonly [string, Placed],
  { params, path }: { readonly params: Placed; readonly path: string },
): Verdict {
  const at = `${path}.${name}`;
  const unserved = name === "model" ? unservedProvider(params) : undefined;
  if (unserved !== undefined)
    return {
      path: at,
      verdict: "not implemented",
      reason: `its provider is not served: ${unserved}`,
      place: member.place,
    };
  const otherwise = isCallParam(name)
    ? ({ verdict: "honoured" } as const)
    : ({ verdict: "unknown", reason: "sent to the provider as it stands" } as const);
  return verdictOf(member, { path: at, name, rules: DEPLOYMENT, otherwise });
}

/** The provider a deployment's model means, where it is one that calls cannot reach. */
function unservedProvider({ members }: Placed): string | undefined {
  const text = (name: string): string | undefined => {
    const value = members?.get(name)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const model = text("model");
  if (model === undefined || model.startsWith("os.environ/") || model === "*") return undefined;
  const asked = { model, customProvider: text("custom_llm_provider"), apiBase: text("api_base") };
  const whose = resolveModel(asked, directory);
  return whose.resolved && whose.provider !== undefined && !isServed(whose.provider) ? whose.provider : undefined;
}

import { resolveModel } from "@lintel/core";
import { directory } from "@lintel/providers";
import type { Verdict } from "./config.ts";
import { isCallParam, servedRoutes } from "./keys/call-params.ts";
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
    if (name === "litellm_params") return paramsVerdicts(member, at);
    if (name === "model_info")
      return ruled(member, {
        path: at,
        rules: MODEL_INFO,
        otherwise: { verdict: "honoured", reason: "told, and no more" },
      });
    return [verdictOf(member, { path: at, name, rules: ROW, otherwise: UNREAD })];
  });
}

type Ruled = Pick<Verdict, "verdict" | "reason">;

const SENT: Ruled = { verdict: "unknown", reason: "sent to the provider as it stands" };

function paramsVerdicts(params: Placed, path: string): readonly Verdict[] {
  const model = modelVerdict(params);
  return [...(params.members ?? [])].map(([name, member]) => {
    const at = `${path}.${name}`;
    const { place } = member;
    if (name === "model") return { path: at, ...model, place };
    if (model.verdict !== "honoured") return { path: at, verdict: "ignored", reason: "calls of its model fail", place };
    const otherwise: Ruled = isCallParam(name) ? { verdict: "honoured" } : SENT;
    return verdictOf(member, { path: at, name, rules: DEPLOYMENT, otherwise });
  });
}

/** What becomes of calls to a deployment's model, by whose it is. */
function modelVerdict({ members }: Placed): Ruled {
  const text = (name: string): string | undefined => {
    const value = members?.get(name)?.value;
    return typeof value === "string" ? value : undefined;
  };
  const asked = {
    model: text("model") ?? null,
    customProvider: text("custom_llm_provider"),
    apiBase: text("api_base"),
  };
  const whose = resolveModel(asked, directory);
  const provider = whose.resolved ? whose.provider : undefined;
  if (provider === undefined || asked.model === "*") return { verdict: "honoured" };
  const routes = servedRoutes(provider);
  if (routes.length === 0) return { verdict: "not implemented", reason: `its provider is not served: ${provider}` };
  return routes.includes("chat")
    ? { verdict: "honoured" }
    : { verdict: "honoured", reason: `its provider is served on ${routes.join(", ")} alone` };
}

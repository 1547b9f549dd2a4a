import { pythonRepr } from "../json/index.ts";
import type { BytesNeed, Document } from "../need.ts";
import type { Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { jsonOf } from "./json-of.ts";
import { fileNeed, readDocument } from "./ocr-document.ts";
import { readHeaders } from "./ocr-headers.ts";
import { droppedParams, readParams, readTimeout } from "./ocr-params.ts";
import { type OcrAsked, readProvider } from "./ocr-provider.ts";
import { type Blame, badRequest, blame, raised, unsendable } from "./ocr-refusal.ts";
import { readTarget, targetArguments } from "./ocr-target.ts";
import { refuse } from "./refuse.ts";
import { resolveModel } from "./resolve.ts";

/** What `ocr` needs of the host before it can read its arguments: the bytes of a file only the host can read. */
export type OcrNeeds = { readonly file?: BytesNeed };

const NO_POLICY = { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] } as const;
const FORMATS: ReadonlySet<unknown> = new Set([undefined, null, "litellm", "native"]);

function resolvedBlame(named: { readonly model: string; readonly provider: string }, { providers }: World): Blame {
  const label = providers.find(named.provider)?.label;
  return label === undefined ? named : { ...named, label };
}

function readCall(asked: OcrAsked, supplied: Document | undefined): Reading<"ocr"> | Refusal {
  const { kwargs, world, model, blame: to } = asked;
  const document = readDocument(kwargs.document, supplied);
  if (document.read === "bad") return badRequest(document.text, { model, provider: to.provider });
  if (document.read === "raised") return raised(document.text, to);
  const provider = readProvider(asked);
  if (provider.read === "refused") return provider;
  const { adapter, key } = provider;
  const named = { model: provider.model, provider: adapter.provider };
  const blamed = resolvedBlame(named, world);
  const target = readTarget(kwargs, adapter);
  if (target.read === "raised") return raised(target.text, blamed);
  const { req_format, api_base } = kwargs;
  if (!FORMATS.has(req_format)) {
    const text = `Invalid \`req_format\`: ${pythonRepr(jsonOf(req_format))}. Expected one of litellm, native.`;
    return refuse("UnsupportedParamsError", text, named);
  }
  const supported = adapter.supported(provider.model);
  const params = readParams(kwargs, supported);
  if (params.read === "bad") return badRequest(params.text, named);
  const headers = readHeaders(kwargs.extra_headers);
  if (headers.read === "raised") return raised(headers.text, blamed);
  if (headers.read === "unsendable") return unsendable(headers.text, blamed);
  const timeout = readTimeout(kwargs, world);
  return {
    read: "call",
    adapter,
    model: provider.model,
    requestedModel: model,
    input: { document: document.document, params: params.params, native: req_format === "native" },
    stream: false,
    policy: NO_POLICY,
    headers: headers.headers,
    losses: [...document.losses, ...droppedParams(kwargs, [...supported, ...targetArguments(adapter)])],
    ...target.target,
    ...(typeof api_base === "string" && api_base !== "" && { base: api_base }),
    ...(key !== undefined && { key }),
    ...(timeout !== undefined && { timeout }),
  };
}

function withoutModel({ model }: Kwargs, { providers }: World): Refusal {
  const resolution = resolveModel({ model: jsonOf(model) }, providers);
  if (!resolution.resolved) return { read: "refused", fault: resolution.fault };
  return badRequest("model must be a str", { model: resolution.model, provider: undefined });
}

/** LiteLLM's `ocr(**kwargs)` up to the provider: https://docs.litellm.ai/docs/ocr. */
export const ocrFront: Front<"ocr", OcrNeeds> = {
  route: "ocr",
  needs({ document }) {
    const file = fileNeed(document);
    return file === undefined ? {} : { file };
  },
  read(kwargs, { file }, world) {
    const { model, document, custom_llm_provider } = kwargs;
    if (typeof model !== "string") return withoutModel(kwargs, world);
    if (document === undefined)
      return badRequest("ocr() missing 1 required positional argument: 'document'", { model, provider: undefined });
    const customProvider =
      typeof custom_llm_provider === "string" && custom_llm_provider !== "" ? custom_llm_provider : undefined;
    return readCall({ kwargs, world, model, customProvider, blame: blame(model, { customProvider, world }) }, file);
  },
};

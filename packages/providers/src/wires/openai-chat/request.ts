import { type Document, finishParams, type Given, remembered, type Step } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { toBody } from "./request-body.ts";
import { documentUrls } from "./request-content.ts";
import { toMessages } from "./request-messages.ts";
import { type Notes, toPost } from "./request-post.ts";
import { type ToolRules, toTools } from "./request-tools.ts";
import { isWithin, joinUrl } from "./request-url.ts";
import { asksUsage } from "./stream-options.ts";
import type { ChatCall, ChatNeeds, ChatState, ChatVendor } from "./types.ts";

const urlOf = remembered((base) => joinUrl(base, "chat/completions"));
/** What nothing was left out of. */
const WHOLE: ReadonlySet<string> = new Set();
const NO_DOCUMENTS: ReadonlyMap<string, Document> = new Map();

/** What a request is made from besides the call. */
export interface Making {
  readonly vendor: ChatVendor;
  readonly given: Given<ChatNeeds>;
  /** What has been left out because the provider refused it. */
  readonly state?: ChatState;
}

/** Whether the call goes to the vendor itself, not to somebody who speaks as it does. */
function isOwnHost({ target }: ChatCall, { domain }: ChatVendor): boolean {
  return domain === undefined || target.base === undefined || isWithin(target.base, domain);
}

function toolRules(
  call: ChatCall,
  { vendor, isOwn }: { readonly vendor: ChatVendor; readonly isOwn: boolean },
): ToolRules {
  const gone = call.settings.lintel_strip_cache_control_properties === true ? "gone blindly" : "gone";
  if (vendor.domain === undefined) return { cacheMarkers: gone, schemas: "as they are" };
  return isOwn
    ? { cacheMarkers: gone, schemas: "patterns and combinators" }
    : { cacheMarkers: "kept", schemas: "patterns" };
}

function documents(call: ChatCall, given: Given<ChatNeeds>): ReadonlyMap<string, Document> {
  if (given.documents.length === 0) return NO_DOCUMENTS;
  const urls = documentUrls(call.input.messages);
  return new Map(given.documents.flatMap((document, index) => [[urls[index] ?? "", document] as const]));
}

function body(call: ChatCall, { vendor, given, state, lose, raise }: Making & Notes): JsonObject {
  const isOwn = isOwnHost(call, vendor);
  const rules = toolRules(call, { vendor, isOwn });
  const mapped = vendor.params({ model: call.model, params: call.input.params, policy: call.policy });
  if (!("value" in mapped)) return raise(mapped);
  mapped.losses.forEach(lose);
  const params = finishParams(mapped.value, call);
  // Only a stranger's host may have sealed what is brought back: the vendor's own never does.
  const seals = call.settings.lintel_send_signatures === true || !isOwn ? "kept" : "gone";
  const messages = toMessages(call, { ...rules, seals, vendor, documents: documents(call, given), lose, raise });
  const tools = params.tools === undefined ? undefined : toTools(params.tools, { ...rules, lose });
  if (given.key === undefined) raise({ raised: { text: vendor.noKey, status: 500 } });
  const without = state === undefined ? WHOLE : new Set(state.without);
  return toBody(call, {
    messages,
    params,
    tools,
    asksUsage: call.stream && asksUsage(call, vendor),
    without,
    lose,
    raise,
  });
}

/** The call as one POST of [OpenAI's chat completions](https://platform.openai.com/docs/api-reference/chat/create). */
export function toChat(call: ChatCall, making: Making): Step<ChatState> {
  const { vendor, given, state } = making;
  return toPost(call, {
    vendor,
    key: given.key,
    url: urlOf(call.target.base ?? ""),
    body: (notes) => body(call, { ...making, ...notes }),
    ...(state !== undefined && { state }),
  });
}

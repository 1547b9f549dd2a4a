import { type Adapter, type Call, type Fault, fail, type Reply, type Step } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { inlined, inlineNeed, isData, notText, sourceOf } from "./document.ts";
import { errorReply } from "./error-reply.ts";
import { fromFailure, raise } from "./failure.ts";
import { ocrPost, type Request } from "./request.ts";
import { type Answer, answered } from "./response.ts";
import type { OcrExchange, OcrNeeds, OcrState, OcrVendor } from "./vendor.ts";

/** How a dialect of one exchange reads and writes. */
export interface OcrDialect {
  /** Parameters it takes, in LiteLLM's order. */
  supported(model: string): readonly string[];
  /** LiteLLM's own refusal of a parameter, before anything else is looked at. */
  refuse?(call: Call<"ocr">): Fault | undefined;
  /** LiteLLM's own refusal of a document, once the vendor's address is known. */
  refuseDocument?(call: Call<"ocr">): Fault | undefined;
  /** Whether the dialect looks at the source's text, which any other value has not. */
  readonly isText?: true;
  /** Whether a source needs no fetching, where the vendor takes only what is inlined; any `data:` URI unless told. */
  isInlined?(source: string): boolean;
  body(call: Call<"ocr">, document: JsonObject): JsonObject;
  read(reply: Reply, call: Call<"ocr">): Answer;
  /** Members of a reply one of which an answer has, where LiteLLM takes a reply without them for an empty answer. */
  readonly content?: readonly string[];
}

type Made = Request | { readonly fault: Fault };

/** An adapter of a vendor that speaks a dialect: one POST, one reply. */
export function ocrAdapter(vendor: OcrVendor, dialect: OcrDialect): Adapter<"ocr", OcrNeeds, OcrState> {
  const isInlined = dialect.isInlined ?? isData;

  function made({ call, given }: OcrExchange): Made {
    const { document } = call.input;
    const wrong = dialect.refuse?.(call);
    if (wrong !== undefined) return { fault: wrong };
    const address = vendor.address(call, given);
    if ("refused" in address) return { raised: { text: address.refused } };
    const bad = dialect.refuseDocument?.(call);
    if (bad !== undefined) return { fault: bad };
    const source = sourceOf(document);
    const isText = vendor.inlines === true || dialect.isText === true;
    if (isText && typeof source !== "string") return { raised: { text: notText(source) } };
    return ocrPost(call, { address, body: dialect.body(call, inlined(document, given.document)) });
  }

  function sent(exchange: OcrExchange): Step<OcrState> {
    const request = made(exchange);
    if ("plan" in request) return { step: "send", plan: request.plan };
    return "fault" in request ? fail(request.fault) : raise({ call: exchange.call, vendor }, request.raised);
  }

  function failed(failure: Parameters<typeof fromFailure>[1], exchange: OcrExchange): Step<OcrState> {
    const request = (): Request => {
      const again = made(exchange);
      return "fault" in again ? { raised: { text: again.fault.message } } : again;
    };
    return fromFailure({ call: exchange.call, vendor, isAgain: exchange.state?.again === true, request }, failure);
  }

  return {
    route: "ocr",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    ...(vendor.serves !== undefined && { serves: vendor.serves }),
    supported: dialect.supported,
    needs(call) {
      const refused = dialect.refuse?.(call) ?? dialect.refuseDocument?.(call);
      const own = vendor.needs(call);
      return vendor.inlines !== true || refused !== undefined
        ? own
        : { ...own, ...inlineNeed(call.input.document, isInlined) };
    },
    prepare: (call, given) => sent({ call, given }),
    parse(reply, { call }) {
      const { content } = dialect;
      const error = content === undefined ? undefined : errorReply(reply, { call, content });
      if (error !== undefined) return raise({ call, vendor }, error);
      const answer = dialect.read(reply, call);
      return answer.ok ? answered(answer) : raise({ call, vendor }, { text: answer.message });
    },
    fault: failed,
  };
}

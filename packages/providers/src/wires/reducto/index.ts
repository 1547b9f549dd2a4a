import { type Adapter, fail, type Step } from "@lintel/core";
import { litellmFault } from "../../faults/index.ts";
import { answered, errorReply, type OcrNeeds, type Request, raise } from "../../ocr/index.ts";
import { readSource } from "./document.ts";
import { fromReductoFailure } from "./failure.ts";
import { toParse, toUpload } from "./request.ts";
import { fromReducto, fromUpload } from "./response.ts";
import type { Asked, ReductoState, ReductoVendor } from "./vendor.ts";

export type { ReductoVendor } from "./vendor.ts";

const UPLOAD: ReductoState = { exchange: "upload", again: false };

/** An adapter for a vendor of [Reducto's parse](https://docs.reducto.ai/api-reference/parse): upload, then parse. */
export function reductoParse(vendor: ReductoVendor): Adapter<"ocr", OcrNeeds, ReductoState> {
  function sent({ call }: Asked, { request, state }: { readonly request: Request; readonly state: ReductoState }) {
    return "plan" in request
      ? ({ step: "send", plan: request.plan, state } as const)
      : raise({ call, vendor }, request.raised);
  }

  function parsed(asked: Asked, id: string): Step<ReductoState> {
    return sent(asked, { request: toParse(vendor, { asked, id }), state: { exchange: "parse", again: false, id } });
  }

  function started(asked: Asked): Step<ReductoState> {
    const { call, given } = asked;
    const address = vendor.address(call, given);
    if ("refused" in address) return raise({ call, vendor }, { text: address.refused });
    const source = readSource(call.input.document);
    switch (source.source) {
      case "id":
        return parsed(asked, source.id);
      case "bytes":
        return sent(asked, { request: toUpload(vendor, { asked, ...source }), state: UPLOAD });
      case "bad": {
        const named = { model: call.model, provider: vendor.provider };
        return fail(litellmFault({ kind: "BadRequestError", text: source.text }, named));
      }
      case "raised":
        return raise({ call, vendor }, { text: source.text });
    }
  }

  return {
    route: "ocr",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: false,
    ...(vendor.serves !== undefined && { serves: vendor.serves }),
    supported: () => vendor.params,
    needs: (call) => vendor.needs(call),
    prepare: (call, given) => started({ call, given }),
    parse(reply, { call, given, state = UPLOAD }) {
      const asked = { call, given };
      if (state.exchange === "upload") {
        const uploaded = fromUpload(reply);
        return "id" in uploaded ? parsed(asked, uploaded.id) : raise({ call, vendor }, { text: uploaded.wrong });
      }
      const error = errorReply(reply, { call, content: ["result", "chunks"] });
      if (error !== undefined) return raise({ call, vendor }, error);
      const answer = fromReducto(reply, call);
      return answer.ok ? answered(answer) : raise({ call, vendor }, { text: answer.message });
    },
    fault: (failed, { call, given, state = UPLOAD }) =>
      fromReductoFailure(vendor, { failed, asked: { call, given }, state }),
  };
}

import { type Failed, type Fault, fail, type Step } from "@lintel/core";
import { litellmFault } from "../../faults/index.ts";
import { transportError } from "../../httpx/index.ts";
import { fromFailure, type Request } from "../../ocr/index.ts";
import { readSource } from "./document.ts";
import { toParse, toUpload } from "./request.ts";
import type { Asked, ReductoState, ReductoVendor } from "./vendor.ts";

// An upload's timeout is raised past LiteLLM's mapping: it names its HTTP client.
function uploadTimeout(failed: Failed): Fault | undefined {
  if (failed.from === "reply") return undefined;
  const { failure } = failed;
  const { status, text } = transportError(failure, { seconds: undefined, again: false });
  if (status !== 408) return undefined;
  return litellmFault(
    { kind: "Timeout", text: text.replace("litellm.Timeout: ", "") },
    { provider: "litellm-httpx-handler", model: "default-model-name", raised: { failure } },
  );
}

function requestOf(
  vendor: ReductoVendor,
  { asked, state }: { readonly asked: Asked; readonly state: ReductoState },
): Request {
  if (state.exchange === "parse") return toParse(vendor, { asked, id: state.id });
  const source = readSource(asked.call.input.document);
  return source.source === "bytes" ? toUpload(vendor, { asked, ...source }) : { raised: { text: "" } };
}

/** What becomes of an exchange that failed: the same once more, or a fault. */
export function fromReductoFailure(
  vendor: ReductoVendor,
  { failed, asked, state }: { readonly failed: Failed; readonly asked: Asked; readonly state: ReductoState },
): Step<ReductoState> {
  const timeout = state.exchange === "upload" && !state.again ? uploadTimeout(failed) : undefined;
  if (timeout !== undefined) return fail(timeout);
  const request = (): Request => requestOf(vendor, { asked, state });
  const step = fromFailure({ call: asked.call, vendor, isAgain: state.again, request }, failed);
  return step.step === "send" ? { ...step, state: { ...state, again: true } } : step;
}

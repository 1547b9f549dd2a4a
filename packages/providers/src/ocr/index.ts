export { type OcrDialect, ocrAdapter } from "./adapter.ts";
export { inlined, notText, sourceOf } from "./document.ts";
export { errorReply } from "./error-reply.ts";
export { faultOf, fromFailure, raise } from "./failure.ts";
export { ocrPost, type Request, timeouts } from "./request.ts";
export { type Answer, answered, type Checked, checked, inFormat, ocrPart, ocrResponse } from "./response.ts";
export type { Address, AuthNeeds, OcrNeeds, OcrVendor, Refused } from "./vendor.ts";

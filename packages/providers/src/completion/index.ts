export { choice } from "./choice.ts";
export { type Completed, fromCompletion } from "./completion.ts";
export type { Answering } from "./head.ts";
export { field, present } from "./members.ts";
export { message } from "./message.ts";
export { sdkAnswer } from "./sdk-answer.ts";
export { sdkCompletion } from "./sdk-completion.ts";
export { NO_USAGE, usage, usageOf } from "./usage.ts";

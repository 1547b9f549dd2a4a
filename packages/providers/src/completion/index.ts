export { type Completed, fromCompletion } from "./completion.ts";
export type { Answering } from "./head.ts";
export { sdkCompletion } from "./sdk-completion.ts";
export { usageOf } from "./usage.ts";

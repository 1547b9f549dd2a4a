export { type Answering, type Completed, fromCompletion } from "./completion.ts";
export { sdkCompletion } from "./sdk-completion.ts";

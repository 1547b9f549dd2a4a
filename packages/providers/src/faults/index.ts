export { anthropicFamily } from "./anthropic-family.ts";
export { cohereFamily } from "./cohere-family.ts";
export { type Family, mapper, type Verdict } from "./family.ts";
export { keptHead } from "./kept-head.ts";
export { litellmFault, type Unmarked } from "./litellm-fault.ts";
export { mapException } from "./map-exception.ts";
export { loopFault, midStream, streamFault } from "./mid-stream.ts";
export type { FaultContext, Raised } from "./raised.ts";
export { vertexFamily } from "./vertex-family.ts";

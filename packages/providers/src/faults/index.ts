export { litellmFault, type Unmarked } from "./litellm-fault.ts";
export { mapException } from "./map-exception.ts";
export type { FaultContext, Raised } from "./raised.ts";

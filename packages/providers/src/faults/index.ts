export { anthropicFamily } from "./anthropic-family.ts";
export { azureFamily } from "./azure-family.ts";
export { bedrockFamily } from "./bedrock-family.ts";
export { cohereFamily } from "./cohere-family.ts";
export { type Family, mapper, type Verdict } from "./family.ts";
export {
  alephAlphaFamily,
  cloudflareFamily,
  huggingfaceFamily,
  nlpCloudFamily,
  openrouterFamily,
  replicateFamily,
  sagemakerFamily,
} from "./hosted-families.ts";
export { keptHead } from "./kept-head.ts";
export { litellmFault, type Unmarked } from "./litellm-fault.ts";
export { mapException } from "./map-exception.ts";
export { loopFault, midStream, streamFault } from "./mid-stream.ts";
export { ollamaFamily, openaiLikeFamily, toldByProxy, vllmFamily } from "./own-server-families.ts";
export type { FaultContext, Raised } from "./raised.ts";
export { saysTimeout } from "./signs.ts";
export { NO_TRACEBACK } from "./table-family.ts";
export { vertexFamily } from "./vertex-family.ts";

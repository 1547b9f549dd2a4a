import { trimEndOf } from "@lintel/core";
import { mapper, vertexFamily } from "../../faults/index.ts";
import { chatOcr } from "../../wires/chat-ocr/index.ts";
import { vertex, vertexHeaders, vertexNeeds, vertexPlace } from "./connection.ts";

const OWNER = "deepseek-ai/";

/** DeepSeek's OCR on Vertex AI, https://cloud.google.com/vertex-ai/generative-ai/docs/maas/deepseek. */
export const vertexDeepseek = chatOcr({
  provider: "vertex_ai",
  connection: vertex,
  serves: (model) => model.includes("deepseek"),
  model: ({ model }) => (model.startsWith(OWNER) ? model : `${OWNER}${model}`),
  needs: vertexNeeds,
  address(call, given) {
    const place = vertexPlace(call);
    if ("refused" in place) return place;
    const { project, location } = place;
    const base = trimEndOf(call.target.base ?? "https://aiplatform.googleapis.com", "/");
    return {
      url: `${base}/v1/projects/${project}/locations/${location}/endpoints/openapi/chat/completions`,
      headers: vertexHeaders(call, given),
    };
  },
  fault: mapper(vertexFamily),
});

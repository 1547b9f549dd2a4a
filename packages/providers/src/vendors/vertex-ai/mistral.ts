import { trimEndOf } from "@lintel/core";
import { mapper, vertexFamily } from "../../faults/index.ts";
import { mistralOcr } from "../../wires/mistral-ocr/index.ts";
import { vertex, vertexHeaders, vertexHost, vertexNeeds, vertexPlace } from "./connection.ts";

/** Mistral's OCR on Vertex AI, https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/mistral/mistral-ocr. */
export const vertexMistral = mistralOcr({
  provider: "vertex_ai",
  connection: vertex,
  inlines: true,
  needs: vertexNeeds,
  address(call, given) {
    const place = vertexPlace(call);
    if ("refused" in place) return place;
    const { project, location } = place;
    const base = call.target.base ?? vertexHost(location);
    if (typeof base !== "string") return base;
    const models = `v1/projects/${project}/locations/${location}/publishers/mistralai/models`;
    return {
      url: `${trimEndOf(base, "/")}/${models}/${call.model}:rawPredict`,
      headers: vertexHeaders(call, given),
    };
  },
  fault: mapper(vertexFamily),
});

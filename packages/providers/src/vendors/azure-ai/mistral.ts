import { trimEndOf } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import { mistralOcr } from "../../wires/mistral-ocr/index.ts";
import { foundry, foundryAddress, foundryNeeds } from "./foundry.ts";

/** Mistral's OCR on Azure AI Foundry, https://learn.microsoft.com/azure/ai-foundry/how-to/use-image-models. */
export const azureMistral = mistralOcr({
  provider: "azure_ai",
  connection: foundry,
  inlines: true,
  needs: foundryNeeds,
  address: (call, given) =>
    foundryAddress(call, { given, toUrl: (base) => `${trimEndOf(base, "/")}/providers/mistral/azure/ocr` }),
  fault: mapException,
});

import type { Call } from "@lintel/core";
import { isArray, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";

/** An operation of the API that answers at once; a model's name says which. */
export interface Operation {
  readonly target: string;
  readonly isAnalysis: boolean;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "detect-document-text": { target: "Textract.DetectDocumentText", isAnalysis: false },
  "analyze-document": { target: "Textract.AnalyzeDocument", isAnalysis: true },
};

const FEATURES: readonly Json[] = ["TABLES", "FORMS", "QUERIES", "SIGNATURES", "LAYOUT"];
const DEFAULT_FEATURES: readonly Json[] = ["LAYOUT", "TABLES"];

export function operationOf(model: string): Operation | undefined {
  const name = model.toLowerCase();
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
}

/** Why a call names no operation, or wants features there are none of. */
export function operationProblem({ model, provider, input: { params } }: Call<"ocr">): string | undefined {
  const operation = operationOf(model);
  if (operation === undefined)
    return `invalid model: ${provider} has no model "${model}" - use one of: ${Object.keys(OPERATIONS).join(", ")}`;
  const { feature_types = null } = params;
  if (!operation.isAnalysis || feature_types === null) return undefined;
  if (isArray(feature_types) && feature_types.every((it) => FEATURES.includes(it))) return undefined;
  return `Invalid \`feature_types\`: ${pythonRepr(feature_types)}. Expected a list of ${FEATURES.join(", ")}.`;
}

/** The body of an operation on a document in base64. */
export function toTextract({ model, input: { params } }: Call<"ocr">, base64: string): JsonObject {
  const document = { Document: { Bytes: base64 } };
  if (operationOf(model)?.isAnalysis !== true) return document;
  return { ...document, FeatureTypes: params.feature_types ?? DEFAULT_FEATURES };
}

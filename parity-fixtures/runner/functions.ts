import type { Client } from "@lintel/core";

/** How a route's answers are printed: by Python's json.dumps, compact, or by orjson (pydantic's printer agrees with it). */
export type PrinterName = "python" | "orjson";

interface FunctionRow {
  readonly route: string;
  readonly method: keyof Client;
  readonly result: PrinterName;
  readonly chunks: PrinterName;
}

/** LiteLLM's functions that the client has: its method, and the printers of LiteLLM's gateway for the route. */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  completion: { route: "chat", method: "completion", result: "python", chunks: "orjson" },
  ocr: { route: "ocr", method: "ocr", result: "orjson", chunks: "orjson" },
};

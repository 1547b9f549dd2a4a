import type { Adapter } from "@lintel/core";

/** Providers that the reference serves in native code only, which is switched off where it is recorded: tested beside their wires. */
const NATIVE_ONLY: readonly string[] = ["ocr aws_textract"];

/** Whether the reference can be recorded for an adapter. */
export function isRecordable({ route, provider }: Pick<Adapter, "route" | "provider">): boolean {
  return !NATIVE_ONLY.includes(`${route} ${provider}`);
}

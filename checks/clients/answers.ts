import { writeFileSync } from "node:fs";
import { pythonCompact } from "@lintel/core/json";
import { observe } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import { samplesOf } from "../law-samples.ts";

/** Every answer of the recorded messages calls over chat, a line each: `{id, message}` or `{id, events, isWhole}`. */
const [path = ""] = process.argv.slice(2);
const lines: string[] = [];
for (const sample of samplesOf({ route: "messages", provider: "openai" })) {
  const { value, chunks, fault } = await observe({ adapters, providers: directory, bridges }, sample);
  if (value !== undefined) lines.push(pythonCompact({ id: sample.id, message: value }));
  if (chunks !== undefined) lines.push(pythonCompact({ id: sample.id, events: chunks, isWhole: fault === undefined }));
}
writeFileSync(path, `${lines.join("\n")}\n`);

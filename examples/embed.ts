import { randomBytes } from "node:crypto";
import { embed } from "@lintel/core";
import { adapters, directory } from "@lintel/providers";

const id = () => randomBytes(16).toString("hex");
const lintel = embed({ adapters, providers: directory, env: process.env, id, now: Date.now });
const model = process.argv[2] ?? "openai/gpt-4o-mini";
const messages = [{ role: "user", content: "Name three bridges." }];

let step = lintel.completion({ model, messages });
while (step.step === "send") {
  const { url, ...init } = step.request();
  const response = await fetch(url, init);
  step = step.parse(response, new Uint8Array(await response.arrayBuffer()));
}
console.log(step.step === "done" ? step.value : step.fault);

const streamed = lintel.completion({ model, messages, stream: true });
if (streamed.step === "send") {
  const { url, ...init } = streamed.request();
  const response = await fetch(url, init);
  const stream = streamed.stream(response);
  for await (const bytes of response.body ?? []) for (const chunk of stream.push(bytes)) console.log(chunk);
  for (const chunk of stream.end()) console.log(chunk);
  if (stream.fault !== undefined) console.error(stream.fault.message);
}

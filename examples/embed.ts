import { randomBytes } from "node:crypto";
import { embed } from "@lintel/core";
import { type JsonObject, toPlain } from "@lintel/core/json";
import { adapters, directory } from "@lintel/providers";

const id = () => randomBytes(16).toString("hex");
const show = (answer: JsonObject) => console.log(JSON.stringify(toPlain(answer)));
const messages = [{ role: "user", content: "Name three bridges." }];

const lintel = embed({ adapters, providers: directory, env: process.env, id, now: Date.now });
let step = lintel.completion({ model: "openai/gpt-4o-mini", messages });
while (step.step === "send") {
  const { url, ...init } = step.request();
  const response = await fetch(url, init);
  step = step.parse(response, new Uint8Array(await response.arrayBuffer()));
}
if (step.step === "done") show(step.value);

const streamed = lintel.completion({ model: "openai/gpt-4o-mini", messages, stream: true });
if (streamed.step === "send") {
  const { url, ...init } = streamed.request();
  const response = await fetch(url, init);
  const stream = streamed.stream(response);
  for await (const bytes of response.body ?? []) stream.push(bytes).forEach(show);
  stream.end().forEach(show);
  if (stream.fault !== undefined) console.error(stream.fault.message);
}

import type { BridgeName, Kwargs, Sink } from "@lintel/core";
import { bridges, directory } from "@lintel/providers";

const MOMENT = { id: "00112233445566778899aabbccddeeff", now: 1_700_000_000 };

/** The stage that takes a stream back over a bridge, for a call of OpenAI's. */
export function across(name: BridgeName, kwargs: Kwargs): (sink: Sink) => Sink {
  const bridge = bridges.find((it) => it.name === name);
  const world = { settings: {}, env: {}, providers: directory, bridges, fronts: {}, find: () => undefined };
  const messages = [{ role: "user", content: "Hello" }];
  const crossing = bridge?.cross({ custom_llm_provider: "openai", messages, ...kwargs }, world);
  if (crossing?.cross !== "call") throw new Error(`${name} is expected to take the call over`);
  const way = crossing.back(MOMENT);
  return (sink) => way.open(sink);
}

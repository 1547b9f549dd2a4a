import { registry } from "../registry.ts";
import type { ClientOptions } from "./client-options.ts";
import { completionFront } from "./completion.ts";
import type { Sources } from "./connect.ts";
import { countTokensFront } from "./count-tokens.ts";
import { embeddingFront } from "./embedding.ts";
import type { World } from "./front.ts";
import { messagesFront } from "./messages.ts";
import { ocrFront } from "./ocr.ts";
import { responsesFront } from "./responses.ts";

const FRONTS: World["fronts"] = {
  chat: completionFront,
  count_tokens: countTokensFront,
  embedding: embeddingFront,
  messages: messagesFront,
  ocr: ocrFront,
  responses: responsesFront,
};

/** What fronts look at. */
export function makeWorld(
  {
    adapters,
    providers,
    bridges = [],
    arguments: given,
  }: Pick<ClientOptions, "adapters" | "providers" | "bridges" | "arguments">,
  { settings, env }: Sources,
): World {
  const isParsed = given === "parsed";
  return { settings, env, providers, bridges, find: registry(adapters).find, fronts: FRONTS, isParsed };
}

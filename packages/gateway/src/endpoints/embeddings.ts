import { printedChunk } from "../answer/printed-chunk.ts";
import { type Dialect, unframed } from "../forward/dialect.ts";

/** OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings). */
export const embeddingsDialect: Dialect = {
  route: "/embeddings",
  checksMetadata: true,
  namedByQuery: true,
  required: ["input"],
  faults: { version: true },
  // LiteLLM's router takes the resends out of every call, and this function puts its own number back.
  perform:
    ({ client }) =>
    (kwargs, options) =>
      client.embedding({ ...kwargs, max_retries: 0 }, options),
  value: (value, asked) => (asked === "" ? value : { ...value, model: asked }),
  print: printedChunk,
  framing: unframed,
  done: "",
};

import { openaiEmbeddings } from "../../wires/openai-embeddings/index.ts";
import { connection, noKey, provider } from "./openai.ts";

/** Models whose embeddings are as long as one asks for (`get_optional_params_embeddings`). */
const SIZED = "text-embedding-3";

/** OpenAI's embeddings, https://platform.openai.com/docs/api-reference/embeddings. */
export const openaiEmbedding = openaiEmbeddings({
  provider,
  label: "OpenAI",
  // An organization that a call or the settings name is not told here, only the one of the environment.
  connection: {
    ...connection,
    options: { ...connection.options, organization: { args: [], env: ["OPENAI_ORG_ID"] } },
  },
  noKey,
  takesDimensions: (model) => model.includes(SIZED),
  noDimensions:
    "Setting dimensions is not supported for OpenAI `text-embedding-3` and later models. To drop it from the call, set `litellm.drop_params = True`.",
  optionHeaders: { organization: "OpenAI-Organization", OPENAI_PROJECT_ID: "OpenAI-Project" },
});

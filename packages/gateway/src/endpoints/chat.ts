import { streamErrorBody } from "@lintel/core";
import { pythonDumps } from "@lintel/core/json";
import { chunkPrinter } from "../answer/printed-chunk.ts";
import { withNulls } from "../answer/with-nulls.ts";
import { withoutNulls } from "../answer/without-nulls.ts";
import type { Dialect } from "../forward/dialect.ts";

/** OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat/create). */
export const chatDialect: Dialect = {
  route: "/chat/completions",
  namedByQuery: true,
  asksSeveral: true,
  required: ["messages"],
  perform: ({ client }) => client.completion,
  asksUsage: true,
  tellsDeadline: true,
  value: (value, asked) => withoutNulls(asked === "" ? value : { ...value, model: asked }),
  valueAmongSeveral: withNulls,
  framing(asked) {
    const printed = chunkPrinter();
    return {
      frame: (chunk) => `data: ${printed(asked === "" ? chunk : { ...chunk, model: asked })}\n\n`,
      failed: (fault) => `data: ${pythonDumps(streamErrorBody(fault))}\n\n`,
    };
  },
  done: "data: [DONE]\n\n",
  unwraps: true,
  early: (fault) => ({ fault, body: streamErrorBody(fault) }),
};

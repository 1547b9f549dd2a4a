import { streamErrorBody } from "@lintel/core";
import { type JsonObject, pythonDumps } from "@lintel/core/json";
import { alikeFrames } from "../answer/alike-frames.ts";
import { printedChunk, strictlyPrinted } from "../answer/printed-chunk.ts";
import { CROSSED, EVERYTHING } from "../answer/telling.ts";
import { withNulls } from "../answer/with-nulls.ts";
import { withoutNulls } from "../answer/without-nulls.ts";
import type { Dialect } from "../forward/dialect.ts";

function framed(text: string): string {
  return `data: ${text}\n\n`;
}

/** An answer by the name that was asked for, which has its place whether the provider told one or not. */
function named(value: JsonObject, model: string): JsonObject {
  if (value.model !== undefined) return { ...value, model };
  const { id, created, ...rest } = value;
  return { ...(id !== undefined && { id }), ...(created !== undefined && { created }), model, ...rest };
}

/** OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat/create). */
export const chatDialect: Dialect = {
  route: "/chat/completions",
  isClaudeCodes: true,
  namedByQuery: true,
  asksSeveral: true,
  takesPriority: true,
  says: ["messages"],
  required: ["messages"],
  perform: ({ client }) => client.completion,
  asksUsage: true,
  saysWhole: true,
  previewsMetadata: true,
  tells: { ...EVERYTHING, resets: "crossed" },
  tellsStream: { ...EVERYTHING, resets: true },
  tellsCrossing: { ...CROSSED, address: true },
  tellsDeadline: true,
  value: (value, asked) => withoutNulls(asked === "" ? value : named(value, asked)),
  valueAmongSeveral: withNulls,
  framing(asked) {
    const stamped = (chunk: JsonObject): JsonObject => (asked === "" ? chunk : { ...chunk, model: asked });
    return {
      ...alikeFrames({
        frame: (chunk) => framed(printedChunk(stamped(chunk))),
        steady(chunk) {
          const text = strictlyPrinted(stamped(chunk));
          return text === undefined ? undefined : framed(text);
        },
        quoted: strictlyPrinted,
      }),
      failed: (fault) => framed(pythonDumps(streamErrorBody(fault))),
    };
  },
  done: "data: [DONE]\n\n",
  unwraps: true,
  early: (fault) => ({ fault, body: streamErrorBody(fault) }),
};

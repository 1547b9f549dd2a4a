import { RESPONSES_TEXTS } from "@lintel/core";
import { CROSSED, EVERYTHING, type Telling } from "../answer/telling.ts";
import type { Dialect } from "../forward/dialect.ts";
import { responsesFraming } from "./responses-framing.ts";

const WITH_RESETS: Telling = { ...EVERYTHING, resets: true };

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
export const responsesDialect: Dialect = {
  route: "/responses",
  isClaudeCodes: true,
  checksMetadata: true,
  says: ["input", ...RESPONSES_TEXTS],
  required: ["input"],
  faults: { version: true, deployment: true },
  tells: WITH_RESETS,
  tellsStream: WITH_RESETS,
  tellsCrossing: CROSSED,
  longest: 600,
  perform: ({ client }) => client.responses,
  marksIds: true,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  framing: responsesFraming,
  unwraps: true,
  done: "data: [DONE]\n\n",
};

/** A conversation made shorter by OpenAI (https://platform.openai.com/docs/api-reference/responses/compact). */
export const compactDialect: Dialect = {
  ...responsesDialect,
  refusing: "/responses/compact",
  isClaudeCodes: false,
  required: [],
  perform:
    ({ client }) =>
    ({ metadata, ...kwargs }, options) =>
      // Metadata are LiteLLM's own here until they are sent, and stand last.
      client.compactResponses(metadata === undefined ? kwargs : { ...kwargs, metadata }, options),
  tells: { ...WITH_RESETS, overhead: false },
};

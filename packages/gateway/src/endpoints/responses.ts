import type { Dialect } from "../forward/dialect.ts";
import { responsesFraming } from "./responses-framing.ts";

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
export const responsesDialect: Dialect = {
  route: "/responses",
  required: ["input"],
  faults: { version: true, deployment: true },
  tellsCrossing: true,
  longest: 600,
  perform: ({ client }) => client.responses,
  marksIds: true,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  framing: responsesFraming,
  done: "data: [DONE]\n\n",
};

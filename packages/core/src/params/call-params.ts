import { OCR_PARAMS } from "../routes/ocr.ts";
import { CHAT_PARAMS } from "./chat-params.ts";
import { EMBEDDING_PARAMS } from "./embedding-params.ts";
import { MESSAGES_PARAMS } from "./messages-params.ts";
import { OWN_PARAMS, PRICE_PARAMS, SDK_PARAMS } from "./reserved-data.ts";
import { RESPONSES_PARAMS } from "./responses-params.ts";
import { words } from "./words.ts";

/** Every argument that a call of some route names: what else is given goes to the provider. */
export const CALL_PARAMS: ReadonlySet<string> = new Set([
  ...CHAT_PARAMS,
  ...RESPONSES_PARAMS,
  ...MESSAGES_PARAMS,
  ...EMBEDDING_PARAMS,
  ...OCR_PARAMS,
  ...words(`${OWN_PARAMS} ${PRICE_PARAMS} ${SDK_PARAMS}`),
]);

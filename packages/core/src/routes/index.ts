import type { ChatInput } from "./chat.ts";
import type { CountTokensInput } from "./count-tokens.ts";
import type { EmbeddingInput } from "./embedding.ts";
import type { MessagesInput } from "./messages.ts";
import type { OcrInput } from "./ocr.ts";
import type { ResponsesInput } from "./responses.ts";

export type * from "./chat-answer-types.ts";
export type * from "./chat-types.ts";
export type * from "./count-tokens.ts";
export type * from "./embedding.ts";
export type * from "./messages.ts";
export type * from "./messages-types.ts";
export * from "./ocr.ts";
export type * from "./responses.ts";
export type * from "./responses-types.ts";

/** The routes and what each one's call carries. */
export interface Routes {
  chat: ChatInput;
  count_tokens: CountTokensInput;
  embedding: EmbeddingInput;
  messages: MessagesInput;
  ocr: OcrInput;
  responses: ResponsesInput;
}

export type RouteName = keyof Routes;
export type RouteInput<R extends RouteName> = Routes[R];

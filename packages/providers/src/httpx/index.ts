export { headerError } from "./header-error.ts";
export { type ReplyJson, replyJson } from "./reply-json.ts";
export { responseText } from "./response-text.ts";
export { isSentAgain, transportError } from "./transport.ts";
export { httpxUrl } from "./url.ts";
export { secondsTaken } from "./seconds-taken.ts";

export { headerError } from "./header-error.ts";
export { originProblem } from "./origin.ts";
export { pollUrl } from "./poll-url.ts";
export { queryOf, quote } from "./quote.ts";
export { type ReplyJson, replyJson } from "./reply-json.ts";
export { responseText } from "./response-text.ts";
export { secondsTaken } from "./seconds-taken.ts";
export { isSentAgain, transportError } from "./transport.ts";
export { httpxUrl, urlError, withPath } from "./url.ts";

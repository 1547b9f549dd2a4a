import { detail } from "../answer/envelope.ts";
import { SAFETY } from "../answer/headers.ts";
import { sendWhole } from "../answer/send.ts";
import type { Reply } from "../server/seam.ts";
import type { Found } from "./seeking.ts";

/** Answers a request for what is no endpoint; a caller who has put a slash behind a path is sent on. */
export function answerUnrouted(reply: Reply, found: Exclude<Found, { routed: "endpoint" }>): void {
  if (found.routed === "slashed") {
    reply.head(307, ["content-length", "0", "location", found.location, ...SAFETY]);
    reply.end();
  } else if (found.routed === "nowhere") sendWhole(reply, { status: 404, text: detail("Not Found") });
  else {
    const headers = ["allow", found.allowed.join(", ")];
    sendWhole(reply, { status: 405, headers, text: detail("Method Not Allowed") });
  }
}

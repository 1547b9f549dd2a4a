import type { Refused } from "../answer/envelope.ts";
import { refuseUnseen } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";

const CODED = "The request's body has a content-encoding. Send it without one: a compressed body is not read.";

/** Refuses a body that cannot be read: a compressed one for being that, whatever it looks like as it is. */
export function refuseBody(exchange: Exchange, refused: Refused): void {
  const { "content-encoding": coding = "identity" } = exchange.head.headers;
  const isCoded = coding.toLowerCase() !== "identity";
  refuseUnseen(exchange, isCoded ? { ...refused, message: CODED } : refused);
}

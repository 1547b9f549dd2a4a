import { type Json, numeric, pythonCompact } from "@lintel/core/json";
import type { Exchange } from "./exchange.ts";
import type { RequestHead } from "./server/seam.ts";
import { lastHeader } from "./server/told-header.ts";
import { toldObject } from "./told-object.ts";

// STANDARD_CUSTOMER_ID_HEADERS
const HEADERS = ["x-litellm-customer-id", "x-litellm-end-user-id"] as const;

const NONE: readonly string[] = [];

// _coerce_user_id_to_str
function name(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value.trim() || undefined;
  return value === undefined || numeric(value) === undefined ? undefined : pythonCompact(value);
}

function inHeaders(head: RequestHead, headers: readonly string[] = NONE): string | undefined {
  for (const header of headers) {
    const told = name(lastHeader(head, header));
    if (told !== undefined) return told;
  }
  return undefined;
}

/** Whom a call is made for, by its headers or its body (`get_end_user_id_from_request_body`). */
export function endUserOf({
  asked,
  head,
  snapshot,
}: Pick<Exchange, "asked" | "head" | "snapshot">): string | undefined {
  const told = inHeaders(head, HEADERS) ?? inHeaders(head, snapshot.config.general.customerHeaders);
  if (told !== undefined) return told;
  return (
    name(asked?.user) ??
    name(toldObject(asked?.litellm_metadata)?.user) ??
    name(toldObject(asked?.metadata)?.user_id) ??
    name(asked?.safety_identifier)
  );
}

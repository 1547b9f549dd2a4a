import type { Part, Plan } from "@lintel/core";
import { reveal } from "@lintel/core/host";
import { joined } from "./bytes.ts";

/** The boundary httpx makes while randomness stands still. */
const BOUNDARY = "0".repeat(32);

const DATE = "20231114T221320Z";

interface SentBody {
  readonly body: string | Uint8Array;
  /** What the host adds to the plan's headers because of the body. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

function quoted(text: string): string {
  return text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function partHead({ name, filename, mediaType }: Part): string {
  const file = filename === undefined ? "" : `; filename="${quoted(filename)}"`;
  const type = mediaType === undefined ? "" : `\r\nContent-Type: ${mediaType}`;
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}${type}\r\n\r\n`;
}

function slotBytes(blob: unknown): Uint8Array {
  return blob instanceof Uint8Array ? blob : new Uint8Array();
}

function partBytes(part: Part): Uint8Array {
  const encoder = new TextEncoder();
  const { content } = part;
  const bytes =
    typeof content === "string"
      ? encoder.encode(content)
      : content instanceof Uint8Array
        ? content
        : slotBytes(content.blob);
  return joined([encoder.encode(partHead(part)), bytes, encoder.encode("\r\n")]);
}

function bodyOf(plan: Plan): SentBody {
  if (plan.body === undefined) return { body: "", headers: [] };
  switch (plan.body.body) {
    case "text":
      return { body: plan.body.text, headers: [] };
    case "bytes":
      return { body: plan.body.bytes, headers: [] };
    case "blob":
      return { body: slotBytes(plan.body.blob.blob), headers: [] };
    case "multipart": {
      const end = new TextEncoder().encode(`--${BOUNDARY}--\r\n`);
      return {
        body: joined([...plan.body.parts.map(partBytes), end]),
        headers: [["Content-Type", `multipart/form-data; boundary=${BOUNDARY}`]],
      };
    }
  }
}

/** SigV4's headers as far as they are compared: who signs, for which service, region and day. */
function signatureHeaders({ sign }: Plan): SentBody["headers"] {
  if (sign === undefined) return [];
  const scope = `${reveal(sign.accessKeyId)}/${DATE.slice(0, 8)}/${sign.region}/${sign.service}/aws4_request`;
  const token = sign.sessionToken === undefined ? [] : [["X-Amz-Security-Token", reveal(sign.sessionToken)] as const];
  return [["X-Amz-Date", DATE], ...token, ["Authorization", `AWS4-HMAC-SHA256 Credential=${scope}`]];
}

/** The body a host would send for a plan, and the headers it adds for it. */
export function sentBody(plan: Plan): SentBody {
  const { body, headers } = bodyOf(plan);
  return { body, headers: [...headers, ...signatureHeaders(plan)] };
}

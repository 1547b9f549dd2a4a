import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Content, HeaderList, Request, Told } from "./recorded.ts";
import { contentOf } from "./scripted-upstream.ts";

const PATIENCE_MS = 60_000;

function bytesOf(body: Content): Buffer {
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.$b64, "base64");
}

function pairs(raw: readonly string[]): HeaderList {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at]?.toLowerCase() ?? "", raw[2 * at + 1] ?? ""]);
}

async function whole(answer: IncomingMessage): Promise<Pick<Told, "body" | "cut">> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of answer) pieces.push(piece);
    return { body: contentOf(Buffer.concat(pieces)) };
  } catch {
    return { body: contentOf(Buffer.concat(pieces)), cut: true };
  }
}

/** Sends one request and reads the answer, with every header in its order. */
export function ask(url: string, { method, path, headers, body }: Request): Promise<Omit<Told, "requests">> {
  const bytes = body === undefined ? undefined : bytesOf(body);
  const hasBody = bytes !== undefined || ["POST", "PUT", "PATCH"].includes(method);
  const { hostname, port } = new URL(url);
  const sent = {
    ...Object.fromEntries(
      Object.entries(headers).map(([name, told]) => [name, typeof told === "string" ? told : [...told]]),
    ),
    ...(hasBody && { "content-length": String(bytes?.length ?? 0) }),
  };
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ hostname, port, method, path, headers: sent, agent: false }, async (answer) => {
      const { statusCode: status = 0, rawHeaders } = answer;
      resolve({ status, headers: pairs(rawHeaders), ...(await whole(answer)) });
    });
    asked.setTimeout(PATIENCE_MS, () => asked.destroy(new Error(`no answer to ${method} ${path}`)));
    asked.on("error", reject);
    asked.end(bytes);
  });
}

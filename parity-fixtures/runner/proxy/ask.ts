import { connect } from "node:net";
import { chunked, dechunked } from "./chunks.ts";
import type { Content, HeaderList, Request, Told } from "./recorded.ts";
import { contentOf } from "./scripted-upstream.ts";

const PATIENCE_MS = 60_000;

type Answer = Omit<Told, "requests">;

function bytesOf(body: Content): Buffer {
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.$b64, "base64");
}

function written({ method, path, headers, body, ...how }: Request, address: string): Buffer {
  const { version = "1.1", hosts = [address], chunks } = how;
  const bytes = body === undefined ? Buffer.alloc(0) : bytesOf(body);
  const hasBody = body !== undefined || ["POST", "PUT", "PATCH"].includes(method);
  const lines = [
    `${method} ${path} HTTP/${version}`,
    ...hosts.map((it) => `host: ${it}`),
    ...Object.entries(headers).flatMap(([name, told]) => [told].flat().map((value) => `${name}: ${value}`)),
    ...(chunks !== undefined ? ["transfer-encoding: chunked"] : hasBody ? [`content-length: ${bytes.length}`] : []),
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return Buffer.concat([head, chunks === undefined ? bytes : chunked(bytes, chunks)]);
}

function headIn(text: string): { readonly status: number; readonly headers: HeaderList } {
  const [first = "", ...lines] = text.split("\r\n");
  const headers = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  return { status: Number(first.split(" ")[1]), headers };
}

/** The answer in what has come; nothing where more of it is to come. */
function answerIn(bytes: Buffer, { method, isOver }: { method: string; isOver: boolean }): Answer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = headIn(bytes.subarray(0, end).toString("latin1"));
  const after = bytes.subarray(end + 4);
  if (head.status === 100) return answerIn(after, { method, isOver });
  const told = (name: string): string | undefined => head.headers.find(([it]) => it === name)?.[1];
  if (method === "HEAD" || head.status === 204) return { ...head, body: "" };
  const isChunked = told("transfer-encoding") === "chunked";
  const chunks = isChunked ? dechunked(after) : undefined;
  const length = Number(told("content-length") ?? Number.NaN);
  const isWhole = isChunked ? chunks?.end !== undefined : Number.isNaN(length) ? isOver : after.length >= length;
  if (!isWhole && !isOver) return undefined;
  const body = contentOf(chunks?.body ?? (Number.isNaN(length) ? after : after.subarray(0, length)));
  return { ...head, body, ...(!isWhole && { cut: true }) };
}

/** Sends one request as the recorder does, and reads the answer, with every header in its order. */
export function ask(url: string, request: Request): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const { method, path } = request;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    function look(isOver: boolean): void {
      const answer = answerIn(Buffer.concat(pieces), { method, isOver });
      if (answer !== undefined) {
        resolve(answer);
        socket.destroy();
      } else if (isOver) reject(new Error(`no answer to ${method} ${path}`));
    }
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on("data", (piece) => {
      pieces.push(piece);
      look(false);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => look(true));
    socket.write(written(request, host));
  });
}

import type { ServerResponse } from "node:http";
import { type Asked, type Keeping, type Upstream, upstream } from "../upstream.ts";

/** A request to a scripted provider, its body read. */
export interface Request extends Asked {
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a scripted provider says to one request. */
export type Said =
  | { readonly status?: number; readonly json: unknown }
  | { readonly frames: readonly string[]; readonly gapMs?: number };

const HEADERS = { "x-request-id": "req_upstream_1", "x-ratelimit-remaining-requests": "99" };

function bodyOf({ text }: Asked): Request["body"] {
  return text.startsWith("{") ? JSON.parse(text) : {};
}

async function tell(response: ServerResponse, said: Said): Promise<void> {
  if ("json" in said) {
    response.writeHead(said.status ?? 200, { "content-type": "application/json", ...HEADERS });
    response.end(JSON.stringify(said.json));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...HEADERS });
  for (const frame of said.frames) {
    response.write(frame);
    await new Promise((resolve) => setTimeout(resolve, said.gapMs ?? 0));
  }
  response.end();
}

/** A provider of one test that answers by a script, keyed by method and path. */
export function provider(script: (request: Request) => Said | undefined, keeping?: Keeping): Promise<Upstream> {
  const answer = (response: ServerResponse, asked: Asked): Promise<void> => {
    const said = script({ ...asked, body: bodyOf(asked) });
    return tell(response, said ?? { status: 404, json: { error: { message: "no route" } } });
  };
  return upstream(answer, keeping);
}

/** The members of a list that are objects. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** What the caller asks to fail with, as `fail 429` somewhere in the request. */
export function failureAsked({ text }: Asked): number | undefined {
  const found = /fail (\d{3})/.exec(text);
  return found === null ? undefined : Number(found[1]);
}

/** A call of a tool. */
export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
}

const WEATHER: ToolCall = { name: "weather", input: { city: "Ulm" } };

/** The call a scripted model makes of the tools it is offered: of `Read`, for the text file the request names, where there is such a tool. */
export function toolCallOf({ text, body }: Request): ToolCall {
  const file = /[\w/.-]+\.txt/.exec(text)?.[0];
  const isReader = JSON.stringify(body.tools ?? null).includes('"name":"Read"');
  return isReader && file !== undefined ? { name: "Read", input: { file_path: file } } : WEATHER;
}

/** A text cut in two. */
export function halves(text: string): readonly [string, string] {
  return [text.slice(0, 4), text.slice(4)];
}

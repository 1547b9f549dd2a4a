import { type Plan, trimEndOf } from "@lintel/core";
import { queryOf, quote, withPath } from "../../httpx/index.ts";
import type { Failure, ResponsesCall } from "./types.ts";

export interface Address {
  readonly method: Plan["method"];
  readonly url: string;
}

const STORED = {
  get: { method: "GET", path: "" },
  delete: { method: "DELETE", path: "" },
  cancel: { method: "POST", path: "/cancel" },
  list_input_items: { method: "GET", path: "/input_items" },
} as const;

/** Why an id cannot be a part of a path (`encode_url_path_segment`). */
function idProblem(id: string): string | undefined {
  if (id === "") return "response_id is required";
  return id === "." || id === ".." ? "response_id cannot be a dot path segment" : undefined;
}

function compactUrl(all: string): string {
  return withPath(all, (path) => `${path}/compact`) ?? `${all}/compact`;
}

/** Where the call goes. */
export function toAddress({ input, target }: ResponsesCall): Address | Failure {
  const all = `${trimEndOf(target.base ?? "", "/")}/responses`;
  if (!("id" in input)) return { method: "POST", url: input.asks === "create" ? all : compactUrl(all) };
  const problem = idProblem(input.id);
  if (problem !== undefined) return { raised: { text: problem } };
  const { method, path } = STORED[input.asks];
  return { method, url: `${all}/${quote(input.id)}${path}${queryOf(input.query)}` };
}

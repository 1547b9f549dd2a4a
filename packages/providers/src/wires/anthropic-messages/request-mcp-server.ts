import { pythonType } from "@lintel/core";
import { isObject, type JsonObject } from "@lintel/core/json";
import { pythonError } from "./notes.ts";
import type { ToolPlace } from "./request-tools.ts";

function tokenOf(headers: JsonObject, { raise }: ToolPlace): JsonObject {
  const { Authorization: bearer = null } = headers;
  if (bearer === null) return {};
  return typeof bearer === "string"
    ? { authorization_token: bearer.replaceAll("Bearer ", "") }
    : raise(pythonError(`'${pythonType(bearer)}' object has no attribute 'replace'`));
}

/** OpenAI's MCP tool as a server of Anthropic's. */
export function toMcpServer(tool: JsonObject, place: ToolPlace): JsonObject {
  const { allowed_tools: allowed = null, headers = {}, server_url: url, server_label: name } = tool;
  const token = isObject(headers) ? tokenOf(headers, place) : {};
  if (url === undefined) return place.raise(pythonError("'server_url'"));
  if (name === undefined) return place.raise(pythonError("'server_label'"));
  const narrowed = allowed === null ? {} : { tool_configuration: { allowed_tools: allowed } };
  return { type: "url", url, name, ...narrowed, ...token };
}

import type { Call, Connection, Given, Header, TokenNeed } from "@lintel/core";
import type { OcrNeeds, Refused } from "../../ocr/index.ts";

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

const NO_PROJECT =
  "Missing vertex_project - Set VERTEXAI_PROJECT environment variable or pass vertex_project parameter";

/** Where Vertex AI's calls go: no key of its own, a project and a location. */
export const vertex: Connection = {
  key: { settings: [], env: [] },
  base: { settings: [], env: [] },
  options: {
    vertex_project: {
      args: ["vertex_project", "vertex_ai_project"],
      settings: ["vertex_project"],
      env: ["VERTEXAI_PROJECT"],
    },
    vertex_location: {
      args: ["vertex_location", "vertex_ai_location"],
      settings: ["vertex_location"],
      env: ["VERTEXAI_LOCATION", "VERTEX_LOCATION"],
    },
  },
  secrets: {
    vertex_credentials: { args: ["vertex_credentials", "vertex_ai_credentials"], env: ["VERTEXAI_CREDENTIALS"] },
  },
};

/** Google's access token, where the call brings no key. */
export function vertexNeeds({ target: { key, secrets = {} } }: Call<"ocr">): { readonly token?: TokenNeed } {
  return key === undefined ? { token: { need: "token", issuer: "google", scope: SCOPE, credentials: secrets } } : {};
}

/** The headers of a call: its key as a bearer, else Google's token. */
export function vertexHeaders({ target }: Call<"ocr">, { token }: Given<OcrNeeds>): readonly Header[] {
  const bearer = target.key ?? token;
  return [
    ...(bearer === undefined ? [] : [["Authorization", ["Bearer ", bearer]] as const]),
    ["Content-Type", "application/json"],
  ];
}

/** A call's project and location, or why it has none. */
export function vertexPlace({ target: { options } }: Call<"ocr">): Place | Refused {
  const { vertex_project: project, vertex_location: location = "us-central1" } = options;
  return project === undefined ? { refused: NO_PROJECT } : { project, location };
}

export interface Place {
  readonly project: string;
  readonly location: string;
}

/** Vertex AI's host at a location; LiteLLM's words where it is no location's name (`get_vertex_base_url`). */
export function vertexHost(location: string): string | Refused {
  if (location === "global") return "https://aiplatform.googleapis.com";
  if (!/^[a-z][a-z0-9-]*\n?$/.test(location)) return { refused: "Invalid vertex_location format" };
  return location.includes("-")
    ? `https://${location}-aiplatform.googleapis.com`
    : `https://aiplatform.${location}.rep.googleapis.com`;
}

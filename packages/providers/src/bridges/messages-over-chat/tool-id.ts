/** Behind it some providers hide a signature in a call's id. */
const SIGNATURE = "__thought__";

/** A call's id in the letters Anthropic's API takes, and the signature that was hidden in it. */
export function toolId(raw: string): { readonly id: string; readonly signature: string | undefined } {
  const at = raw.indexOf(SIGNATURE);
  const base = at === -1 ? raw : raw.slice(0, at);
  const signature = at === -1 ? "" : raw.slice(at + SIGNATURE.length);
  return {
    id: base.replace(/[^a-zA-Z0-9_-]/gu, "_") || "tool_use_id",
    signature: signature === "" ? undefined : signature,
  };
}

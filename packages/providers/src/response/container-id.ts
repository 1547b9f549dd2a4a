import { textOfBase64, textToBase64 } from "@lintel/core";

const PREFIX = "cntr_";
const OWNED = /^litellm:custom_llm_provider:([^;]*);model_id:([^;]*);container_id:(.+)$/;

function isOwned(id: string): boolean {
  if (!id.startsWith(PREFIX)) return false;
  const [, provider = ""] = OWNED.exec(textOfBase64(id.replaceAll(PREFIX, "")) ?? "") ?? [];
  return provider !== "" && provider !== "None";
}

/** A container's id that tells whose the container is (`_build_container_id`); one that does stays. */
export function ownedContainerId(
  id: string,
  { provider, modelId = "" }: { readonly provider: string; readonly modelId?: string },
): string {
  if (isOwned(id)) return id;
  const text = `litellm:custom_llm_provider:${provider};model_id:${modelId};container_id:${id}`;
  return `${PREFIX}${textToBase64(text)}`;
}

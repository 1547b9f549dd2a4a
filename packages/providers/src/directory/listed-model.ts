/** LiteLLM's `_check_provider_match`: whose rows of the model table count for a provider beside its own. */
function borrows(provider: string, owner: string): boolean {
  if (provider === owner || provider === "github" || provider === "litellm_proxy") return true;
  if (provider === "azure_ai") return owner === "azure" || owner === "openai";
  return provider.startsWith("bedrock") && owner.startsWith("bedrock");
}

/** The group a model is listed in, by its name, with its provider's before it, or without the date behind it; a group is its provider's. */
export function listedModel(
  provider: string,
  model: string,
  index: { get(name: string): string | undefined },
): string | undefined {
  const name = model.toLowerCase();
  const undated = name.replace(/-\d{4}-\d{2}-\d{2}$/, "");
  const names = undated === name ? [name] : [name, undated];
  return names
    .flatMap((it) => [it, `${provider}/${it}`])
    .map((it) => index.get(it))
    .find((group) => group !== undefined && borrows(provider, group.split(" ", 1)[0] ?? ""));
}

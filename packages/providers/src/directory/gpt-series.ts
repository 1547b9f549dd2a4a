const SERIES = /gpt-[56]/;

function lastSegment(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1);
}

/** Whether LiteLLM takes a name for one of the GPT reasoning models (gpt-5 and later). */
export function isReasoningSeries(model: string): boolean {
  return SERIES.test(model) && !lastSegment(model).startsWith("gpt-5-chat");
}

/** Whether it is one of their search variants, which take few parameters. */
export function isSearchVariant(model: string): boolean {
  return model.includes("gpt-5") && model.includes("search");
}

/** Whether it is gpt-5.4 or later. */
export function isSince54(model: string): boolean {
  const name = lastSegment(model);
  if (name.startsWith("gpt-6")) return true;
  const minor = /^gpt-5\.(\d+)(?:[.-]|$)/.exec(name)?.[1];
  return minor !== undefined && Number(minor) >= 4;
}

import type { Choice } from "./chunk-choice.ts";

/** LiteLLM's `merge_reasoning_content_in_choices`: reasoning as content, between think tags. */
export function thinkTags(): (choice: Choice) => Choice {
  let isOpen = false;
  let isClosed = false;
  return (choice) => {
    const { content, reasoning } = choice.delta;
    const merged = (text: string | null): Choice => ({
      ...choice,
      delta: { ...choice.delta, content: text, reasoning: null },
    });
    if (typeof reasoning === "string" && reasoning !== "") {
      if (isOpen) return merged(reasoning);
      isOpen = true;
      return merged(`${content ?? ""}<think>${reasoning}`);
    }
    if (!isOpen || isClosed || content === null || content === "") return merged(content);
    isClosed = true;
    return merged(`</think>${content}`);
  };
}

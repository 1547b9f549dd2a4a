/** A whole answer of OpenAI's chat completions. */
export const CHAT_ANSWER = {
  id: "c",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hi" } }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

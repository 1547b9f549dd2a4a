import { type CustomTokenizer, createTokenizer as read } from "@lintel/core";
import { toError } from "../errors.ts";

/**
 * LiteLLM's `create_tokenizer`: a tokenizer of the text of a Hugging Face `tokenizer.json`, for `custom_tokenizer`. Throws a
 * `BadRequestError` that names what it cannot read.
 */
export function createTokenizer(json: string): CustomTokenizer {
  const made = read(json);
  if (made.ok) return made.value;
  throw toError({
    origin: "caller",
    kind: "BadRequestError",
    status: 400,
    message: `litellm.BadRequestError: ${made.text}`,
  });
}

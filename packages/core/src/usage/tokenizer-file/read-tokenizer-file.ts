import { type Attempt, got, raises } from "../../client/attempt.ts";
import { isArray, isObject, type Json, parse } from "../../json/index.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { type AddedTokens, readAddedTokens } from "./added-tokens.ts";
import { type CountWord, readBpeModel } from "./bpe-model.ts";
import { type Normalizer, readNormalizer } from "./normalizer.ts";
import { type PreTokenizer, readPreTokenizer } from "./pre-tokenizer.ts";

/** How many tokens a template puts around a text. */
function around(config: Json | undefined): Attempt<number> {
  if (config === undefined || config === null) return got(0);
  const { type, single, special_tokens, processors } = isObject(config) ? config : {};
  switch (type) {
    case "ByteLevel":
      return got(0);
    case "BertProcessing":
    case "RobertaProcessing":
      return got(2);
    case "Sequence": {
      const all = (isArray(processors) ? processors : []).map(around);
      return all.find((it) => !it.ok) ?? got(all.reduce((sum, it) => sum + (it.ok ? it.value : 0), 0));
    }
    case "TemplateProcessing": {
      const ids = (isArray(single) ? single : []).flatMap((part) => {
        const { SpecialToken: token } = isObject(part) ? part : {};
        const named = isObject(token) && isObject(special_tokens) ? special_tokens[String(token.id)] : undefined;
        return isObject(named) && isArray(named.ids) ? named.ids : [];
      });
      return got(ids.length);
    }
    default:
      return raises(`the post-processor ${String(type)} is not understood`);
  }
}

interface Stages {
  readonly normalize: Normalizer;
  readonly cut: PreTokenizer;
  readonly added: AddedTokens;
  readonly countWord: CountWord;
  readonly extra: number;
}

function stages({ normalize, cut, added, countWord, extra }: Stages): Tokenizer {
  function countPlain(part: string): number {
    return part === "" ? 0 : cut([part]).reduce((sum, word) => sum + countWord(word), 0);
  }

  function countNormalized(part: string): number {
    const parts = added.normalized(normalize(part));
    return parts.reduce((sum, it, at) => sum + (at % 2 === 0 ? countPlain(it) : 1), 0);
  }

  return {
    isChunked: false,
    count: (text) => added.raw(text).reduce((sum, part, at) => sum + (at % 2 === 0 ? countNormalized(part) : 1), extra),
  };
}

/**
 * A tokenizer of a Hugging Face `tokenizer.json`: byte pair encoding with the normalizers, pre-tokenizers and templates that
 * Claude's, Llama's and Cohere's files use (https://huggingface.co/docs/tokenizers). Anything else in it is refused by name.
 */
export function readTokenizerFile(text: string): Attempt<Tokenizer> {
  const parsed = parse(text);
  if (!parsed.ok || !isObject(parsed.value) || !isObject(parsed.value.model))
    return raises("this is no tokenizer.json");
  const { model, normalizer, pre_tokenizer, post_processor, added_tokens, truncation, padding } = parsed.value;
  if ((truncation ?? null) !== null || (padding ?? null) !== null)
    return raises("truncation and padding are not understood");
  const normalize = readNormalizer(normalizer);
  if (!normalize.ok) return normalize;
  const cut = readPreTokenizer(pre_tokenizer);
  if (!cut.ok) return cut;
  const added = readAddedTokens(added_tokens, normalize.value);
  if (!added.ok) return added;
  const word = readBpeModel(model);
  if (!word.ok) return word;
  const extra = around(post_processor);
  if (!extra.ok) return extra;
  return got(
    stages({
      normalize: normalize.value,
      cut: cut.value,
      added: added.value,
      countWord: word.value,
      extra: extra.value,
    }),
  );
}

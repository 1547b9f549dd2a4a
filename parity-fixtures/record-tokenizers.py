"""Makes small tokenizer files of the kinds chat models have, and records how many tokens the tokenizers library counts with them.

    python parity-fixtures/record-tokenizers.py > packages/core/src/usage/tokenizer-file/fixtures/tokenizers.jsonl

Needs Python 3.11 and tokenizers 0.23. Deterministic: trained on the texts below, which are the texts counted.
"""

import json
import random
import sys

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

WORDS = """
the lintel carries load above an opening nothing passes that it does not see don't I'LL we've it's They'RE o'clock
Größe straße naïve café cafe\u0301 ﬁx ﬀ ½ ² Ⅷ ＡＢ 世界 世 界 こんにちは 안녕 Привет мир שלום العربية हिन्दी ไทย 😀 👩\u200d👩\u200d👧 𝒳 𠮷
1 12 123 1234567 3.14e-7 2024-02-29 foo_bar camelCaseHTTP x+=1; // /// === ... <|end|> <s> </s> <unk> <EOT> <MASK> [INST] ▁ ▁a
\u00a0 \u0085 \ufeff \u2028 \u3000 \t \n \r\n \n\n \x00 \x7f
""".split(" ")
LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def texts():
    rng = random.Random(20240514)
    words = [it for word in WORDS for it in ([word] if not word.strip("\n") else word.split("\n")) if it] + ["\n", "\t", " "]
    yield from ("", " ", "a", "  a", "a  ", "\n", "<s>", "a <s> b", "<EOT>x<EOT>", " <MASK> ", "▁")
    for _ in range(160):
        gap = rng.choice([" ", " ", "", "  ", "\n"])
        yield gap.join(rng.choice(words) for _ in range(rng.randint(1, 14)))
    for _ in range(30):
        yield "".join(chr(rng.choice([rng.randint(32, 126), rng.randint(160, 0x24F), rng.randint(0x3040, 0x9FFF)])) for _ in range(20))


def trained(tokenizer, alphabet=None, size=420, special=()):
    options = {"initial_alphabet": alphabet} if alphabet else {}
    trainer = trainers.BpeTrainer(vocab_size=size, show_progress=False, special_tokens=list(special), **options)
    tokenizer.train_from_iterator(texts(), trainer)
    return tokenizer


def claude():
    it = Tokenizer(models.BPE())
    it.normalizer, it.pre_tokenizer = normalizers.NFKC(), pre_tokenizers.ByteLevel(add_prefix_space=False)
    return trained(it, pre_tokenizers.ByteLevel.alphabet(), special=["<EOT>", "<META>"])


def llama2():
    it = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    it.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    it = trained(it, size=440, special=["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))])
    it.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return it


def llama3():
    it = Tokenizer(models.BPE(ignore_merges=True))
    it.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(LLAMA3), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    it = trained(it, pre_tokenizers.ByteLevel.alphabet(), special=["<|begin|>", "<|end|>"])
    template = processors.TemplateProcessing(single="<|begin|> $A", special_tokens=[("<|begin|>", 0)])
    it.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=False), template])
    return it


def cohere():
    it = Tokenizer(models.BPE())
    it.normalizer = normalizers.NFC()
    it.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    it = trained(it, pre_tokenizers.ByteLevel.alphabet(), special=["<BOS>", "<EOT>"])
    it.post_processor = processors.TemplateProcessing(single="<BOS> $A <EOT>", special_tokens=[("<BOS>", 0), ("<EOT>", 1)])
    return it


def roberta():
    it = Tokenizer(models.BPE())
    it.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    it = trained(it, pre_tokenizers.ByteLevel.alphabet(), special=["<s>", "</s>"])
    it.post_processor = processors.RobertaProcessing(("</s>", 1), ("<s>", 0))
    it.add_special_tokens([AddedToken("<MASK>", lstrip=True, rstrip=True)])
    return it


def words():
    it = Tokenizer(models.BPE(unk_token="<unk>"))
    it.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.Lowercase()])
    it.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(" ", "removed"), pre_tokenizers.Digits()])
    it = trained(it, size=220, special=["<unk>"])
    it.add_tokens([AddedToken("Lintel", normalized=True), AddedToken("ABOVE", normalized=False)])
    return it


def fused():
    it = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    it.pre_tokenizer = pre_tokenizers.Split(Regex(r"\s+"), "removed", invert=True)
    return trained(it, size=150, special=["<unk>"])


if __name__ == "__main__":
    for make in (claude, llama2, llama3, cohere, roberta, words, fused):
        tokenizer = make()
        counts = [[text, len(tokenizer.encode_batch_fast([text])[0])] for text in texts()]
        sys.stdout.write(json.dumps({"name": make.__name__, "tokenizer": tokenizer.to_str(), "counts": counts}) + "\n")

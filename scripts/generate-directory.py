"""Writes packages/providers/src/directory/*-data.ts from an installed LiteLLM of the pinned version.

Run: LITELLM_RUST=0 LITELLM_LOCAL_MODEL_COST_MAP=True python scripts/generate-directory.py
Every row is something LiteLLM answered when asked; nothing is read from its source.
"""

import asyncio
import os
import re
import sys
import textwrap
import time
from pathlib import Path

os.environ["LITELLM_RUST"] = "0"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
for name in [n for n in os.environ if n.endswith(("_API_KEY", "_API_BASE", "_TOKEN"))]:
    del os.environ[name]

import litellm
from litellm.litellm_core_utils import get_llm_provider_logic as logic
from litellm.llms.bedrock_mantle.common_utils import BEDROCK_REGIONS
from litellm.llms.anthropic.experimental_pass_through.utils import normalize_reasoning_effort_value
from litellm.llms.openai.chat.gpt_5_transformation import OpenAIGPT5Config
from litellm.llms.openai_like.json_loader import JSONProviderRegistry
from litellm.main import _chat_gate_refuses_reasoning_effort_none

time.sleep = lambda *_: None
litellm.suppress_debug_info = True
litellm.num_retries = 0

HERE = Path(__file__).resolve().parent.parent
OUT = HERE / "packages" / "providers" / "src" / "directory"
DEVICE_FLOW = {"chatgpt": "-", "github_copilot": "Github_copilot"}
MODELS = {"ragflow": "chat/a/b"}
# Its base URL depends on the model.
UNSTEADY = ["baseten"]

LISTED = [getattr(p, "value", p) for p in litellm.provider_list]
SLUGS = list(dict.fromkeys(LISTED + JSONProviderRegistry.list_providers()))
COMPATIBLE = {"openai", "azure", "text-completion-openai", *litellm.openai_compatible_providers}


def resolve(model, **more):
    try:
        return logic.get_llm_provider(model=model, **more)
    except Exception as error:  # the text is the answer
        return str(error)


async def answer(slug, **more):
    call = {"model": f"{slug}/{MODELS.get(slug, 'x')}", "api_key": "k", "api_base": "http://127.0.0.1:9/v1", "max_retries": 0, **more}
    try:
        return await asyncio.wait_for(litellm.acompletion(**call), 20)
    except BaseException as error:
        return error


def label(slug):
    """How LiteLLM's messages name the provider when its own code fails before the call."""
    failed = asyncio.run(answer(slug, messages=[{"role": "user", "content": [{"type": "no-such-type"}]}]))
    found = re.search(r"APIConnectionError: APIConnectionError: ([\w.-]+)Exception - Invalid user", str(failed))
    return found.group(1) if found else "-"


def is_chat(slug):
    failed = asyncio.run(answer(slug, messages=[{"role": "user", "content": "hi"}]))
    return type(failed).__name__ != "LiteLLMUnknownProvider"


def names():
    """Every name LiteLLM has heard of."""
    found = set(litellm.model_list_set) | set(litellm.model_cost)
    for attribute in dir(litellm):
        value = getattr(litellm, attribute) if attribute.endswith("_models") else None
        if isinstance(value, (set, list, tuple, frozenset, dict)):
            found |= {item for item in value if isinstance(item, str)}
    return sorted(found)


NAMES = names()


def bare_names():
    groups = {}
    for name in NAMES:
        if "/" in name and name.split("/", 1)[0] in SLUGS or " " in name:
            continue
        answer = resolve(name)
        if isinstance(answer, tuple) and answer[0] == name:
            groups.setdefault(answer[1], []).append(name)
    return groups


def strip(slug, name):
    return name[len(slug) + 1 :] if name.startswith(slug + "/") else name


def responses_rows():
    """Models whose mode is the Responses API, as LiteLLM's table names them, by provider."""
    groups = {}
    for name, row in litellm.model_cost.items():
        if isinstance(row, dict) and row.get("mode") == "responses":
            groups.setdefault(row["litellm_provider"], []).append(name)
    return groups


def effort_rows():
    """Models that take more than the plainest efforts: what becomes of max, xhigh and minimal, by provider."""
    groups = {}
    for name, row in litellm.model_cost.items():
        if not isinstance(row, dict) or not (provider := row.get("litellm_provider")):
            continue
        taken = [normalize_reasoning_effort_value(it, name, provider) for it in ("max", "xhigh", "minimal")]
        if taken != ["high", "high", "low"]:
            groups.setdefault(" ".join([provider, *taken]), []).append(name)
    return groups


def system_turn_rows():
    """Models that take system messages between others, by provider."""
    groups = {}
    for name, row in litellm.model_cost.items():
        if isinstance(row, dict) and row.get("supports_mid_conversation_system") is True:
            groups.setdefault(row["litellm_provider"], []).append(name)
    return groups


def refusing_names():
    """GPT models since 5.4 that refuse `reasoning_effort="none"`, as the gate before the Responses API sees them."""
    return {
        slug: sorted(
            name
            for name in {strip(slug, n) for n in NAMES}
            if OpenAIGPT5Config.is_model_gpt_5_4_plus_model(name)
            and "/" not in strip("us", strip("eu", strip("apac", name)))
            and _chat_gate_refuses_reasoning_effort_none(name, slug)
        )
        for slug in ("openai", "azure")
    }


def hosts():
    rows = []
    real = logic.get_secret_str, logic.get_secret
    for endpoint in litellm.openai_compatible_endpoints:
        asked = []

        def peek(name, *_, **__):
            asked.append(name)

        logic.get_secret_str = logic.get_secret = peek
        base = endpoint if "://" in endpoint else f"https://{endpoint}"
        slug = resolve("no-such-model", api_base=base)[1]
        logic.get_secret_str = logic.get_secret = lambda *_, **__: "environment"
        first = resolve("no-such-model", api_base=base, api_key="caller")[2] == "environment"
        logic.get_secret_str, logic.get_secret = real
        keys = [n for n in asked if "KEY" in n or "TOKEN" in n]
        rows.append((endpoint, slug or "-", "first" if first else "last", *keys))
    return rows


class Spy(dict):
    """An environment that notes what it is asked for."""

    def __init__(self, found):
        super().__init__({"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **found})
        self.asked = []

    def get(self, name, default=None):
        self.asked.append(name)
        return super().get(name, default)


def asked_in(found, slug, **more):
    real, spy = (os.environ, os.getenv), Spy(found)
    os.environ, os.getenv = spy, spy.get
    try:
        return resolve(f"{slug}/{MODELS.get(slug, 'x')}", **more), list(dict.fromkeys(spy.asked))
    finally:
        os.environ, os.getenv = real


def whereabouts(slug):
    """Base URL and key a provider has without being told, and the variables they come from; "?" where that is not all there is to it."""
    if slug in DEVICE_FLOW or slug in UNSTEADY:
        return "?"
    (plain, names) = asked_in({}, slug)
    if isinstance(plain, str):
        return "?"
    (_, _, key, base), bases, keys = plain, [], []
    for name in names:
        found, _ = asked_in({name: "V"}, slug)
        if isinstance(found, str) or found[2:] not in ((key, base), (key, "V"), ("V", base)):
            return "?"
        bases += [name] if found[3] == "V" else []
        keys += [name] if found[2] == "V" else []
    every = {name: f"V{at}" for at, name in enumerate(bases + keys)}
    expected = (every[keys[0]] if keys else key, every[bases[0]] if bases else base)
    own = {"api_base": "https://own.example", "api_key": "own"}
    given = [asked_in(found, slug, **own)[0][2:] for found in ({}, every)]
    if asked_in(every, slug)[0][2:] != expected or given != [("own", "https://own.example")] * 2:
        return "?"
    return None if (base, key, bases, keys) == (None, None, [], []) else (base, key, bases, keys)


def connections():
    found = [(slug, whereabouts(slug)) for slug in SLUGS]
    rows = [(slug, base or "-", "-" if key is None else key or "''", ",".join(bases) or "-", ",".join(keys) or "-") for slug, (base, key, bases, keys) in [it for it in found if it[1] not in (None, "?")]]
    return rows, [slug for slug, it in found if it == "?"]


def table(rows):
    return "\n".join(" ".join(row) for row in rows)


def wrapped(items):
    return textwrap.fill(" ".join(items), 116, break_long_words=False, break_on_hyphens=False)


def template(text):
    return "`\n" + text.replace("\\", "\\\\").replace("`", "\\`") + "\n`"


def groups(mapping):
    return "{\n" + "".join(f'  "{slug}": {template(wrapped(found))},\n' for slug, found in mapping.items()) + "}"


def write(name, parts):
    text = "// Generated by scripts/generate-directory.py.\n\n" + "\n".join(
        f"/** {doc} */\nexport const {constant} = {value};\n" for constant, doc, value in parts
    )
    (OUT / f"{name}-data.ts").write_text(text)


def main():
    rows = []
    for slug in SLUGS:
        flags = "".join(
            flag
            for flag, holds in (
                ("b", slug in COMPATIBLE),
                ("u", slug not in DEVICE_FLOW and not is_chat(slug)),
                ("r", slug not in LISTED),
            )
            if holds
        )
        rows.append((slug, DEVICE_FLOW.get(slug) or label(slug), flags or "-"))
        print(*rows[-1], file=sys.stderr)
    bare = bare_names()
    openai_text = {*litellm.open_ai_chat_completion_models, *litellm.open_ai_text_completion_models, *litellm.open_ai_embedding_models}
    write(
        "provider",
        [("PROVIDER_ROWS", "Slug, name in LiteLLM's messages, flags: b, own parameters go into the body; u, not on chat; r, only as a prefix.", template(table(rows)))],
    )
    write(
        "model",
        [
            ("BARE_MODELS", "Model names that need no prefix, by provider.", groups(bare)),
            ("OPENAI_OTHERS", "Names of openai among them that LiteLLM lists neither as chat, text nor embedding models.", template(wrapped([n for n in bare["openai"] if n not in openai_text]))),
            ("AZURE_AS_OPENAI", "Models that azure serves under its compatible interface.", template(wrapped(sorted({n.split("/", 1)[-1] for n in NAMES if resolve("azure/" + n.split("/", 1)[-1])[1] == "openai"})))),
            ("BEDROCK_MANTLE_REGIONS", "Regions that may stand before a model's name.", template(wrapped(sorted(BEDROCK_REGIONS)))),
        ],
    )
    write(
        "responses",
        [
            ("RESPONSES_MODELS", "Models whose mode is the Responses API, as LiteLLM's table names them, by provider.", groups(responses_rows())),
            ("REFUSES_NO_REASONING", "GPT models since 5.4 that refuse a reasoning effort of none, by provider.", groups(refusing_names())),
        ],
    )
    write(
        "over-chat",
        [
            ("EFFORTS", "What becomes of the efforts max, xhigh and minimal, by provider and these, where it is not high, high and low.", groups(effort_rows())),
            ("SYSTEM_TURN_MODELS", "Models that take system messages between others, by provider.", groups(system_turn_rows())),
        ],
    )
    write(
        "host",
        [("HOST_ROWS", "Base URL, provider, whether the variables go before the caller's key, variables; in the order they are compared.", template(table(hosts())))],
    )
    known, unknown = connections()
    write(
        "connection",
        [
            ("CONNECTION_ROWS", "Slug, base URL, key, variables of the base URL, variables of the key: what a provider has without being told.", template(table(known))),
            ("UNKNOWN_CONNECTIONS", "Providers of which this cannot be told in a row.", template(wrapped(unknown))),
        ],
    )


main()

"""An exception as data, without what is nobody's contract: tracebacks, addresses, this machine's paths."""

import os
import re
import sys

FIELDS = (
    "status_code",
    "message",
    "llm_provider",
    "model",
    "type",
    "param",
    "code",
    "body",
    "litellm_debug_info",
    "provider_specific_fields",
)


def scrub(text):
    import litellm

    text = re.sub(r"(?s)Traceback \(most recent call last\).*", "<traceback>", text)
    text = re.sub(r"\bat 0x[0-9a-f]+", "at 0x", text)
    return text.replace(os.path.dirname(os.path.dirname(litellm.__file__)), "<python>").replace(sys.prefix, "<python>")


def plain(value):
    if isinstance(value, str):
        return scrub(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(it) for key, it in value.items()}
    return [plain(it) for it in value] if isinstance(value, (list, tuple)) else scrub(str(value))


def of(error):
    carried = {name: getattr(error, name) for name in FIELDS if getattr(error, name, None) is not None}
    facts = {"class": type(error).__name__, "status_code": None, "message": str(error), **carried}
    foreign = not type(error).__module__.startswith(("litellm", "openai"))
    return plain({**facts, "module": type(error).__module__} if foreign else facts)

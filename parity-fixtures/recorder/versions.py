"""The pin: one LiteLLM release, and every package whose version shapes the bytes."""

import sys
from importlib.metadata import distributions

SHOWN = ("litellm", "openai", "httpx", "pydantic", "orjson", "botocore", "tiktoken")


def python():
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def installed():
    names = {it.metadata["Name"].lower().replace("_", "-"): it.version for it in distributions()}
    return {name: version for name, version in sorted(names.items()) if name not in ("pip", "setuptools", "wheel")}


def about():
    here = installed()
    return {"python": python(), **{name: here.get(name) for name in SHOWN}}


def lock_text():
    """requirements.lock of the environment that runs."""
    return f"# python {python()}\n" + "".join(f"{name}=={version}\n" for name, version in installed().items())


def strays(lock):
    """What is installed otherwise than `lock` (the text of requirements.lock) says, one line each."""
    first, *rest = lock.splitlines()
    wanted = dict(it.split("==") for it in rest if "==" in it)
    here = installed()
    wrong = [f"{name} {here.get(name, 'is missing')}, not {version}" for name, version in wanted.items() if here.get(name) != version]
    return ([] if first == f"# python {python()}" else [f"python {python()}, not {first[9:]}"]) + wrong

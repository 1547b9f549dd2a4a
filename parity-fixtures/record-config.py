"""Records what the pinned LiteLLM's proxy makes of a config.yaml: deployments and their ids, flags, environment.

    LITELLM_RUST=0 python parity-fixtures/record-config.py packages/gateway/src/config/fixtures [word]

Reads cases.yaml there and writes read.jsonl beside it, one line per case, and keys.json, the names of the settings that
LiteLLM knows. Each case is loaded in a process of its own, since loading sets LiteLLM's module flags and the environment. A case that stands in read.jsonl as it is in cases.yaml is kept,
unless its name holds the word.
"""

import ast
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = ("drop_params", "modify_params", "num_retries", "request_timeout", "api_base", "headers", "model_alias_map")
ROUTER = ("num_retries", "retry_after", "timeout", "stream_timeout", "model_group_alias", "default_litellm_params")
DEFAULTS = {
    "use_in_pass_through",
    "use_litellm_proxy",
    "use_xai_oauth",
    "merge_reasoning_content_in_choices",
    "allow_client_keepalive_override",
}


def plain(value: object) -> object:
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)


def deployed(row: dict) -> dict:
    params = {key: value for key, value in row["litellm_params"].items() if value is not False or key not in DEFAULTS}
    return {"model_name": row["model_name"], "id": row["model_info"]["id"], "litellm_params": plain(params)}


async def load(case: dict) -> dict:
    import litellm
    from litellm.proxy.proxy_server import ProxyConfig

    before = dict(os.environ)
    router, _, general = await ProxyConfig().load_config(router=None, config_file_path="config.yaml")
    env = {key: value for key, value in os.environ.items() if before.get(key) != value}
    return {
        "deployments": [deployed(row) for row in router.model_list],
        "flags": {name: plain(getattr(litellm, name, None)) for name in FLAGS},
        "router": {name: plain(getattr(router, name)) for name in ROUTER},
        "general": plain(dict(general)),
        "env": env,
    }


def one(case: dict) -> dict:
    try:
        return asyncio.run(load(case))
    except Exception as raised:  # noqa: BLE001
        return {"raised": type(raised).__name__, "message": str(raised)}


def child() -> None:
    case = json.loads(sys.stdin.read())
    out = os.dup(1)
    os.dup2(2, 1)
    os.write(out, (json.dumps(one(case)) + "\n").encode())


def recorded(case: dict) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in case["files"].items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "VIRTUAL_ENV") if key in os.environ}
        env = {**kept, "LITELLM_RUST": "0", "LITELLM_LOCAL_MODEL_COST_MAP": "True", **case.get("env", {})}
        ran = subprocess.run(
            [sys.executable, str(Path(__file__).resolve()), "--child"],
            input=json.dumps(case),
            capture_output=True,
            text=True,
            cwd=folder,
            env=env,
            timeout=120,
            check=False,
        )
        if not ran.stdout:
            raise SystemExit(f"{case['case']}: {ran.stderr[-2000:]}")
        return json.loads(ran.stdout.replace(os.path.realpath(folder), "/config").replace(folder, "/config"))


def asked_for(pattern: str, files: list[Path]) -> list[str]:
    texts = [file.read_text() for file in files]
    return sorted({name for text in texts for name in re.findall(pattern, text)})


def flags(init: Path) -> list[str]:
    body = ast.parse(init.read_text()).body
    targets = [node.target for node in body if isinstance(node, ast.AnnAssign)]
    targets += [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    return sorted(
        name
        for name in names
        if name == name.lower() and not name.startswith("_") and not re.search("_models$|models_by_provider$", name)
    )


def keys() -> dict[str, list[str]]:
    import litellm
    from litellm import Router
    from litellm.proxy._types import ConfigGeneralSettings
    from litellm.types.router import LiteLLM_Params, ModelInfo

    root = Path(litellm.__file__).parent
    proxy = sorted(root.glob("proxy/**/*.py"))
    get = r"(?:\.get\(|\[)\s*\"([a-z_0-9]+)\""
    return {
        "top_level": asked_for(rf"\bconfig{get}", [root / "proxy/proxy_server.py"]),
        "general_settings": sorted({*ConfigGeneralSettings.model_fields, *asked_for(rf"general_settings{get}", proxy)}),
        "router_settings": sorted(Router.get_valid_args()),
        "litellm_settings": sorted({*flags(root / "__init__.py"), *asked_for(rf"litellm_settings{get}", proxy)}),
        "litellm_params": sorted(LiteLLM_Params.model_fields),
        "model_info": sorted(ModelInfo.model_fields),
    }


def main(folder: Path, word: str | None) -> None:
    import yaml

    cases = yaml.safe_load((folder / "cases.yaml").read_text())
    out = folder / "read.jsonl"
    kept = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []

    def line(case: dict) -> str:
        for known in kept:
            again = word is not None and word in case["case"]
            if not again and {key: value for key, value in known.items() if key != "recorded"} == case:
                return json.dumps(known)
        return json.dumps({**case, "recorded": recorded(case)})

    out.write_text("".join(f"{line(case)}\n" for case in cases))
    (folder / "keys.json").write_text(json.dumps(keys(), indent=1) + "\n")


if sys.argv[1:] == ["--child"]:
    child()
else:
    main(Path(sys.argv[1]), next(iter(sys.argv[2:]), None))

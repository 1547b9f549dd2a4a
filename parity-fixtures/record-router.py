"""Records which deployments the pinned LiteLLM's router takes for a model name, what it lists, and how it picks among them.

    LITELLM_RUST=0 python parity-fixtures/record-router.py packages/gateway/src/models/fixtures

Reads cases.yaml there and writes found.jsonl beside it, one line per configuration, and picks.json: which of some weighted
deployments are picked for a number from [0, 1).
"""

import asyncio
import hashlib
import json
import os
import random
import sys
from pathlib import Path

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"


async def found(router, name: str) -> object:
    """What a proxy without keys makes of a name: route_llm_request, then the router's choice of candidates."""
    is_specific = False
    if not router.is_recognized_model(name):
        if router.default_deployment is None and not router.pattern_router.patterns:
            if name not in router.deployment_names:
                return None
            is_specific = True
    try:
        healthy = await router.async_get_healthy_deployments(
            model=name, request_kwargs={}, messages=[{"role": "user", "content": "hi"}], specific_deployment=is_specific
        )
    except Exception as raised:  # noqa: BLE001
        return {"raised": type(raised).__name__}
    rows = [healthy] if isinstance(healthy, dict) else healthy
    return [[row["model_info"]["id"], row["litellm_params"]["model"]] for row in rows]


def listed(router) -> list[str]:
    from litellm.proxy.auth.model_checks import get_complete_model_list

    hidden = router.get_fully_blocked_model_names()
    names = get_complete_model_list(
        key_models=[],
        team_models=[],
        proxy_model_list=router.get_model_names(),
        user_model=None,
        infer_model_from_keys=False,
        llm_router=router,
    )
    return [name for name in names if name not in hidden]


def line(case: dict) -> str:
    from litellm import Router

    router = Router(model_list=case["model_list"], ignore_invalid_deployments=True, **case.get("router", {}))
    answers = {name: asyncio.run(found(router, name)) for name in case["names"]}
    names = listed(router)
    plain = {name for name in router.get_model_names() if "*" not in name}
    exact = [name for at, name in enumerate(names) if name in plain and name not in names[:at]]
    # What a pattern stands for is a set in LiteLLM: it has no order.
    expanded = sorted(names[len(exact) :])
    digest = hashlib.sha256("\n".join(expanded).encode()).hexdigest()
    more = {"expanded": {"count": len(expanded), "first": expanded[:3], "sha256": digest}} if expanded else {}
    return json.dumps({**case, "found": answers, "listed": exact, **more})


def picks() -> list[dict]:
    from litellm.router_strategy.simple_shuffle import simple_shuffle

    groups = [
        [{"weight": 1}, {"weight": 3}],
        [{"weight": 1}, {}, {"weight": 2}],
        [{}, {"weight": 2}, {"rpm": 900}],
        [{"rpm": 100}, {"rpm": 300}, {"tpm": 5}],
        [{"tpm": 10}, {"tpm": 30}],
        [{"weight": 0}, {"weight": 0, "rpm": 5}],
        [{"weight": 0.1}, {"weight": 0.2}, {"weight": 0.7}],
        [{"weight": -1}, {"weight": 1}],
        [{"weight": 1, "rpm": 9}, {"weight": 1, "rpm": 1}, {"rpm": 1}],
        [{"rpm": 7}],
        [{}, {}, {}],
    ]
    numbers = [0.0, 0.05, 0.1, 0.2499, 0.25, 0.2999, 0.3, 0.3334, 0.5, 0.6667, 0.75, 0.9, 0.999999]
    real = random.choices, random.choice

    def picked(group: list[dict], number: float) -> int:
        random.choices = lambda population, weights: seeded(number).choices(population, weights=weights)
        random.choice = lambda population: population[int(number * len(population))]
        rows = [{"litellm_params": params, "at": at} for at, params in enumerate(group)]
        return simple_shuffle(lambda name: None, rows, "m", None)["at"]

    def seeded(number: float) -> random.Random:
        made = random.Random()
        made.random = lambda: number
        return made

    made = [{"group": group, "picks": [[number, picked(group, number)] for number in numbers]} for group in groups]
    random.choices, random.choice = real
    return made


def main(folder: Path) -> None:
    import yaml

    cases = yaml.safe_load((folder / "cases.yaml").read_text())
    (folder / "found.jsonl").write_text("".join(f"{line(case)}\n" for case in cases))
    (folder / "picks.json").write_text(json.dumps(picks()) + "\n")


main(Path(sys.argv[1]))

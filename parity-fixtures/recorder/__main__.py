"""python -m recorder: records the cases, or any calls, with the installed LiteLLM."""

import argparse
import json
import os
import pathlib
import sys
import time

from . import expand, folders, still, versions

ROOT = pathlib.Path(__file__).resolve().parent.parent


def options():
    parser = argparse.ArgumentParser(prog="recorder", description=__doc__)
    parser.add_argument("filter", nargs="?", help="regular expression over case ids; all without one")
    parser.add_argument("--about", action="store_true", help="print the versions that shape the bytes")
    parser.add_argument("--list", action="store_true", help="print the ids of the cases")
    parser.add_argument("--check", action="store_true", help="record elsewhere and fail on any difference")
    parser.add_argument("--pin", action="store_true", help="accept the installed versions and make them the pin")
    parser.add_argument("--calls", metavar="FILE", help="record these calls (JSON lines) instead of the cases; with any LiteLLM")
    parser.add_argument("--through-gateway", action="store_true", help="run the recorded cases through LiteLLM's gateway and compare what it prints")
    parser.add_argument("-o", "--out", metavar="FILE", help="where the records of --calls go (default: standard output)")
    parser.add_argument("--report", metavar="FILE", help="also write what changed, as JSON lines")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one call")
    return parser.parse_args()


def main():
    asked = options()
    if "PYTHONHASHSEED" not in os.environ:  # LiteLLM lets the order of some sets show
        os.execve(sys.executable, [sys.executable, "-m", "recorder", *sys.argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"})
    if asked.about:
        print(json.dumps(versions.about(), indent=2))
        return 0
    if asked.list:
        print("\n".join(it["id"] for it in wanted(asked.filter)))
        return 0
    lock = (ROOT / "requirements.lock").read_text() if (ROOT / "requirements.lock").exists() else ""
    if not asked.pin and not asked.calls and (wrong := versions.strays(lock)):
        print("recorder: not the pinned versions (npm run record installs them):\n  " + "\n  ".join(wrong), file=sys.stderr)
        return 2
    still.stand_still()
    from . import wire

    wire.intercept()
    from . import host

    host.load()
    if asked.through_gateway:
        return gateway(asked.filter)
    return any_calls(asked) if asked.calls else cases(asked)


def gateway(pattern):
    from . import corpus, through_gateway

    different, known = 0, json.loads((ROOT / "gateway-differs.json").read_text())
    for case, got, recorded in through_gateway.compare(corpus.chosen(corpus.known(ROOT).values(), pattern), known):
        different += 1
        print(f"{case['id']}\n    gateway  {str(got)[:600]}\n    recorded {str(recorded)[:600]}")
    return 1 if different else 0


def wanted(pattern):
    from . import corpus

    return corpus.chosen([*expand.calls(ROOT / "cases"), *folders.calls(ROOT)], pattern)


def any_calls(asked):
    from . import forks

    source = sys.stdin if asked.calls == "-" else open(asked.calls, encoding="utf-8")
    target = open(asked.out, "w", encoding="utf-8") if asked.out else sys.stdout
    calls = (json.loads(it) for it in source if it.strip())
    for call, record in forks.record_all(calls, asked.jobs, asked.timeout):
        target.write(json.dumps({"id": call["id"], **record}) + "\n")
        target.flush()
    return 0


def cases(asked):
    from . import changes, corpus, forks

    version, everything = versions.about()["litellm"], [*expand.calls(ROOT / "cases"), *folders.calls(ROOT)]
    twice = sorted({it["id"] for it in everything if sum(other["id"] == it["id"] for other in everything) > 1}) if len({it["id"] for it in everything}) < len(everything) else []
    if twice:
        print("recorder: ids used twice: " + ", ".join(twice), file=sys.stderr)
        return 2
    chosen, before, began = corpus.chosen(everything, asked.filter), corpus.known(ROOT), time.monotonic()
    fixtures = {}
    for call, record in forks.record_all(chosen, asked.jobs, asked.timeout):
        fixtures[call["id"]] = corpus.line({name: it for name, it in call.items() if name != "folder"}, record, version)
        if len(fixtures) % 100 == 0:
            print(f"{len(fixtures)} of {len(chosen)} cases", file=sys.stderr, flush=True)
    print(f"{len(fixtures)} cases in {time.monotonic() - began:.0f} s", file=sys.stderr)
    found = changes.between({name: it for name, it in before.items() if name in fixtures}, fixtures)
    print(changes.summary(found))
    if asked.report:
        pathlib.Path(asked.report).write_text("".join(json.dumps(it) + "\n" for it in found))
    if asked.check:
        return 1 if found else 0
    corpus.write(ROOT, everything, fixtures, ROOT)
    if asked.pin:
        (ROOT / "LITELLM_VERSION").write_text(version + "\n")
        (ROOT / "requirements.lock").write_text(versions.lock_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())

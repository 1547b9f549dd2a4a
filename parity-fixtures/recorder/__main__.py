"""python -m recorder: records the cases, or any calls, with the installed LiteLLM."""

import argparse
import json
import os
import pathlib
import sys

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
    asked = parser.parse_args()
    if asked.pin and (asked.filter or asked.check):
        parser.error("--pin records everything: two releases in one corpus would prove nothing")
    return asked


def load_litellm():
    """Everything that must happen before LiteLLM is imported, and the import."""
    from . import still, wire

    still.stand_still()
    wire.intercept()
    from . import host

    host.load()


def main():
    asked = options()
    if "PYTHONHASHSEED" not in os.environ:  # LiteLLM lets the order of some sets show
        os.execve(sys.executable, [sys.executable, "-m", "recorder", *sys.argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"})
    from . import commands, versions

    if asked.about:
        print(json.dumps(versions.about(), indent=2))
        return 0
    if asked.list:
        print("\n".join(it["id"] for it in commands.wanted(ROOT, asked.filter)))
        return 0
    if not asked.pin and not asked.calls and (wrong := versions.strays((ROOT / "requirements.lock").read_text())):
        print("recorder: not the pinned versions (npm run record installs them):\n  " + "\n  ".join(wrong), file=sys.stderr)
        return 2
    load_litellm()
    if asked.through_gateway:
        return commands.through_gateway(ROOT, asked)
    return commands.any_calls(asked) if asked.calls else commands.record(ROOT, asked)


if __name__ == "__main__":
    sys.exit(main())

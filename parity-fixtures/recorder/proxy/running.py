"""LiteLLM's proxy in a process of its own, for one config."""

import http.client
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

STUBS = pathlib.Path(__file__).parent / "stubs"
PATIENCE = 90  # seconds until it must answer


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def environment(upstream_port, dead_port):
    """Bare, so that no variable of the machine shapes an answer; the HTTP transport is the one the other fixtures are recorded with."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LITELLM_RUST": "0",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LITELLM_TELEMETRY": "False",
        "DISABLE_AIOHTTP_TRANSPORT": "True",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(STUBS),
        "NO_PROXY": "127.0.0.1",
        "HTTPS_PROXY": f"http://127.0.0.1:{dead_port}",  # nothing may be asked beyond this machine
        "OPENAI_API_BASE": f"http://127.0.0.1:{upstream_port}/v1",
        "UPSTREAM": f"http://127.0.0.1:{upstream_port}",
        "UPSTREAM_V1": f"http://127.0.0.1:{upstream_port}/v1",
        "NOWHERE": f"http://127.0.0.1:{dead_port}/v1",
        "UPSTREAM_KEY": "sk-upstream",
    }


class Proxy:
    """Started and answering, or an error with its log; `close` ends it."""

    def __init__(self, config, upstream_port, log):
        self.port, self.dead_port, self.log = free_port(), free_port(), open(log, "wb")
        command = [sys.executable, "-m", "litellm.proxy.proxy_cli", "--config", str(config), "--host", "127.0.0.1", "--port", str(self.port)]
        env = environment(upstream_port, self.dead_port)
        self.process = subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log, cwd=os.path.dirname(log), start_new_session=True)
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.close()
                raise SystemExit(f"recorder: the proxy of {config} did not start; its log: {log}")
            time.sleep(0.2)

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/liveliness")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()

"""A world that stands still: one moment, one machine, no chance, no network, a bare environment."""

import asyncio
import atexit
import datetime
import ipaddress
import os
import platform
import random
import shutil
import socket
import ssl
import tempfile
import time
import uuid

from . import ids

NOW = 1_700_000_000  # 2023-11-14T22:13:20Z
ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOG": "ERROR",
    "LITELLM_RUST": "0",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_EC2_METADATA_DISABLED": "true",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TZ": "UTC",
}
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
WAITS = []  # seconds, as asked for
LEAKS = []  # what tried to leave by another door than the intercepted ones
DRAW = [None]  # what random() gives while retries are measured; None: the seeded generator


def stand_still():
    environment()
    machine()
    clock()
    chance()
    network()


def environment():
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("PYTHON")}
    home = tempfile.mkdtemp(prefix="oracle-home-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.clear()
    os.environ.update(kept, **ENVIRONMENT, HOME=home)
    time.tzset()


def machine():
    """The OpenAI SDK tells the server where it runs; the record must not."""
    platform.system = lambda: "Linux"
    platform.machine = lambda: "x86_64"
    platform.platform = lambda *_, **__: "Linux-parity"
    platform.python_version = lambda: "3.11.0"


def clock():
    real = datetime.datetime

    class Same(type):
        def __instancecheck__(cls, it):
            return isinstance(it, real)

        def __subclasscheck__(cls, it):
            return issubclass(it, real)

    class Frozen(real, metaclass=Same):
        @classmethod
        def now(cls, tz=None):
            return real.fromtimestamp(NOW, tz)

        @classmethod
        def today(cls):
            return real.fromtimestamp(NOW)

        @classmethod
        def utcnow(cls):
            return real.fromtimestamp(NOW, datetime.timezone.utc).replace(tzinfo=None)

    datetime.datetime = Frozen
    time.time, time.time_ns = lambda: float(NOW), lambda: NOW * 10**9
    pause = asyncio.sleep

    def log(seconds):
        if seconds > 0:
            WAITS.append(seconds)

    async def sleep(delay, result=None):
        log(delay)
        return await pause(0, result)

    time.sleep, asyncio.sleep = log, sleep


def chance():
    uuid.uuid1 = uuid.uuid4 = ids.next_uuid
    try:
        import fastuuid

        fastuuid.uuid4 = ids.next_uuid
    except ImportError:
        pass
    os.urandom = random._urandom = lambda size: bytes(size)
    seeded = random.random
    random.random = lambda: seeded() if DRAW[0] is None else DRAW[0]


def network():
    def refuse(*where, **_):
        LEAKS.append(str([it for it in where if isinstance(it, (str, int, tuple))]))
        raise OSError("recorder: the network is off")

    def resolve(host, port, *_, **__):
        name = host.decode() if isinstance(host, bytes) else str(host)
        try:
            address = str(ipaddress.ip_address(name))
        except ValueError:
            address = "127.0.0.1" if name == "localhost" else "93.184.215.14"
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, int(port or 0)))]

    socket.socket.connect = socket.socket.connect_ex = refuse
    socket.create_connection = refuse
    socket.getaddrinfo = resolve
    socket.gethostbyname = lambda host: resolve(host, 0)[0][4][0]
    context = ssl.create_default_context()  # every client would load the root certificates anew
    ssl.create_default_context = lambda *_, **__: context

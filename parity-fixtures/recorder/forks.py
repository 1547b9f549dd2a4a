"""A fork per call: no cache, client or token outlives it, no crash spreads."""

import gc
import importlib
import json
import os
import selectors
import signal
import sys
import time

from . import call


class Child:
    """Makes one call and tells its record through a pipe."""

    def __init__(self, asked, timeout):
        self.asked, self.output, self.deadline = asked, b"", time.monotonic() + timeout
        self.pipe, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            tell(asked, write)
        os.close(write)

    def read(self):
        """False at the end."""
        data = os.read(self.pipe, 1 << 20)
        self.output += data
        return bool(data)

    def finish(self, reason=None):
        """(record, modules the child had to import)"""
        os.close(self.pipe)
        if reason:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        if self.output and not reason:
            return json.loads(self.output)
        return {"requests": [], "crash": reason or f"exit status {os.waitstatus_to_exitcode(status)}"}, []


def tell(asked, write):
    """The child's whole life: nothing of it may reach the parent but what it writes."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    known = set(sys.modules)
    try:
        record = call.record(asked)
    except BaseException as error:  # the recorder's own fault, or an exit: LiteLLM's exceptions are in the record
        record = {"requests": [], "crash": f"{type(error).__name__}: {error}"}
    with os.fdopen(write, "wb") as out:
        out.write(json.dumps([record, [name for name in sys.modules if name not in known]]).encode())
    os._exit(0)


def adopt(modules):
    """Imports here what a child had to import, so that the next children need not."""
    for name in modules:
        if name not in sys.modules and not name.startswith("__"):
            try:
                importlib.import_module(name)
            except BaseException:
                pass


def record_all(calls, jobs, timeout):
    """Yields (call, record) in the order of the calls."""
    selector, running, done, told, started = selectors.DefaultSelector(), {}, {}, 0, 0
    waiting = iter(calls)
    gc.collect()
    gc.freeze()
    more = True
    while more or running:
        while more and len(running) < jobs:
            asked = next(waiting, None)
            if asked is None:
                more = False
                break
            child = Child(asked, timeout)
            running[child.pipe] = (started, child)
            selector.register(child.pipe, selectors.EVENT_READ)
            started += 1
        ready = [key.fd for key, _ in selector.select(timeout=1)] if running else []
        over = {fd: None for fd in ready if not running[fd][1].read()}
        late = {fd: f"timeout after {timeout} s" for fd, (_, it) in running.items() if time.monotonic() > it.deadline and fd not in over}
        for fd, reason in {**over, **late}.items():
            selector.unregister(fd)
            number, child = running.pop(fd)
            record, fresh = child.finish(reason)
            adopt(fresh)
            done[number] = (child.asked, record)
        while told in done:
            yield done.pop(told)
            told += 1

"""Gives programs input(): the worker asks the page, and the interpreter is suspended until somebody has answered."""

import builtins
import io
import sys

import js
from pyodide.ffi import can_run_sync, run_sync

ask_page = js.kithAsk


def ask(prompt):
    if not can_run_sync():
        raise OSError("This browser cannot wait for input() while a program runs.")
    line = run_sync(ask_page(prompt))
    return line if isinstance(line, str) else None


def read_line(prompt="", /):
    sys.stdout.flush()
    line = ask(str(prompt))
    if line is None:
        raise EOFError("EOF when reading a line")
    return line


class PageInput(io.TextIOBase):
    encoding = "utf-8"

    def readable(self):
        return True

    def readline(self, size=-1, /):
        line = ask("")
        return "" if line is None else line + "\n"

    def read(self, size=-1, /):
        return "".join(iter(self.readline, ""))


builtins.input = read_line
sys.stdin = PageInput()

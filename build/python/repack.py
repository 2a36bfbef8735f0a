"""Rewrites Python's standard library for the page; runs inside Pyodide, reads IN and writes OUT.

Modules that every start imports become compiled code, which saves the interpreter from compiling them in the browser
(start-up falls from over two seconds to under one). All others lose comments and docstrings. Entries are stored, not
compressed, because the block around them is compressed as a whole. The same input gives the same bytes.
"""

import ast
import importlib.util
import marshal
import sys
import zipfile

IN, OUT = "/tmp/library-in.zip", "/tmp/library-out.zip"
LIBRARY = "/lib/python314.zip/"
# What nothing can use here: a browser starts no processes, and the last three are slow twins of compiled modules.
UNUSABLE = ("multiprocessing/", "_pydatetime.py", "_pydecimal.py", "_pyio.py")
EPOCH = (1980, 1, 1, 0, 0, 0)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def imported_at_start():
    files = (getattr(module, "__file__", None) or "" for module in sys.modules.values())
    return {file.removeprefix(LIBRARY) for file in files if file.startswith(LIBRARY)}


def is_docstring(statement):
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def without_docstrings(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and node.body and is_docstring(node.body[0]):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree).encode()


def compiled(name, source):
    code = compile(source, LIBRARY + name, "exec", dont_inherit=True, optimize=2)
    no_flags_no_date_no_size = bytes(12)
    return importlib.util.MAGIC_NUMBER + no_flags_no_date_no_size + marshal.dumps(code)


def rewritten(name, content, at_start):
    if not name.endswith(".py"):
        return name, content
    if name in at_start:
        return name + "c", compiled(name, content)
    return name, without_docstrings(content)


def repack():
    at_start = imported_at_start()
    with zipfile.ZipFile(IN) as library, zipfile.ZipFile(OUT, "w", zipfile.ZIP_STORED) as out:
        names = (info.filename for info in library.infolist() if not info.is_dir())
        # Like stands beside like, which compresses better.
        for name in sorted(names, key=lambda name: (name not in at_start, name)):
            if name.startswith(UNUSABLE):
                continue
            new_name, content = rewritten(name, library.read(name), at_start)
            info = zipfile.ZipInfo(new_name, EPOCH)
            info.external_attr = 0o644 << 16
            out.writestr(info, content)


repack()

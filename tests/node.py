"""The theme's script modules, run by the Node that Playwright brings along."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from playwright._impl._driver import compute_driver_executable

from phonghop.theme_files import theme_folder

MODULES = theme_folder() / "assets" / "javascripts"


def answer(module: str, names: str, code: str, *arguments: object) -> Any:
    """Return what the function body `code` returns, with `names` of the theme's `module` and `arguments` as `given`."""
    script = (
        f"import {{ {names} }} from {json.dumps((MODULES / module).as_uri())}\n"
        f"const given = {json.dumps(arguments)}\n"
        f"const made = await (async () => {{ {code} }})()\n"
        "console.log(JSON.stringify(made ?? null))\n"
    )
    node = compute_driver_executable()[0]
    command = [node, "--no-warnings", "--input-type=module"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

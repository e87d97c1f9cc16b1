"""Scripts of several modules become one."""

from __future__ import annotations

import pytest

from phonghop.site.modules import joined


def made(entry: str, **texts: str) -> str:
    return joined(entry, {f"{name.replace('__', '/')}.js": text for name, text in texts.items()}.__getitem__)


def test_what_is_imported_stands_before_what_imports_it_and_once() -> None:
    script = made(
        "a__main.js".replace("__", "/"),
        a__main='import { two } from "./two.js"\nimport { one } from "../one.js"\nshow(one, two)\n',
        a__two='import {\n  one,\n} from "../one.js"\nexport const two = one + one\n',
        one="export function one() {}\n",
    )
    assert script == "function one() {}\n;\nconst two = one + one\n;\nshow(one, two)\n"


def test_a_piece_that_begins_with_a_parenthesis_calls_nothing() -> None:
    script = made(
        "main.js", main='import { one } from "./one.js"\n(() => one)()\n', one='export const one = "1"\n'
    )
    assert script.index(";") > script.index('"1"')


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"main": 'import { b } from "./b.js"\n', "b": "const b = 1\n"}, "b.js does not export b"),
        (
            {"main": 'import { b } from "./b.js"\nconst c = 1\n', "b": "export const b = 1\nlet c = 2\n"},
            "declares c",
        ),
        ({"main": 'import { b } from "./b.js"\n', "b": 'import { a } from "./main.js"\n'}, "imports itself"),
        ({"main": 'import b from "./b.js"\n'}, "cannot join «import b from"),
        ({"main": "say(`${news} ${since(`${clock}, ${day}`)}`)\n"}, "cannot join «say"),
        ({"main": "export default 1\n"}, "cannot join «export default 1»"),
        ({"main": "const a = 1\nexport { a }\n"}, "cannot join «export { a }»"),
    ],
)
def test_what_cannot_be_joined_is_refused(texts: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        made("main.js", **texts)


def test_a_module_loaded_when_it_is_wanted_stays_so() -> None:
    assert "import(core)" in made("main.js", main="const load = async core => await import(core)\n")

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

import pytest

import phonghop
from phonghop.text.problems import WARNINGS, Place, Problem, catalogue
from phonghop.text.strings import LANGUAGES, TO_STAFF, WHOLE, Strings, packaged, read_table, strings

PACKAGE = Path(phonghop.__file__).parent

OTHERS = [language for language in LANGUAGES if language != "vi"]


def without_plurals(table: Strings) -> set[str]:
    return {key.removesuffix(".one") for key in table.table}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    own = {key.removesuffix(".one") for key in packaged(language)}
    known = without_plurals(strings("vi"))
    assert own <= known
    missing = {key for key in known - own if language in WHOLE or not key.startswith(TO_STAFF)}
    assert missing == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_takes_the_same_values_in_every_language(language: str) -> None:
    vietnamese, other = strings("vi").table, strings(language).table
    differ = {
        key: (placeholders(vietnamese[base]), placeholders(sentence))
        for key, sentence in other.items()
        if (base := key.removesuffix(".one")) in vietnamese
        and placeholders(sentence) != placeholders(vietnamese[base])
        and not (key.endswith(".one") and placeholders(sentence) <= placeholders(vietnamese[base]))
    }
    assert differ == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_and_all_are_composed_unicode(language: str) -> None:
    for key, sentence in strings(language).table.items():
        assert sentence.strip(), key
        assert unicodedata.is_normalized("NFC", sentence), key


@pytest.mark.parametrize("code", catalogue())
def test_every_problem_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """In the form of the printed line, `what; remedy`, which has no full stop."""
    for part in ("what", "remedy"):
        assert not strings("vi").table[f"problem.{code}.{part}"].endswith((".", ";", ","))


def test_every_problem_that_has_sentences_is_told_somewhere_and_every_one_told_has_them() -> None:
    sources = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert catalogue().keys() >= WARNINGS
    without_warnings = re.sub(r"WARNINGS = .*?\n\)\n", "", sources, flags=re.DOTALL)
    assert set(re.findall(r"PH\d{3}", without_warnings)) == catalogue().keys()


def test_every_key_that_the_code_or_a_template_names_exists() -> None:
    """Keys built from parts (`f"form.{x}"`) are not seen here; their tables are looked at by the views' tests."""
    call = re.compile(
        r"""(?<![\w.])(?:self\.|project\.|view\.)?(?:t|strings)\(\s*["']([a-z_]+\.[a-z_0-9]+)["']"""
    )
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent.parent / "theme").rglob("*.html")]
    named = {key: path.name for path in sources for key in call.findall(path.read_text("utf-8"))}
    assert len(named) > 50
    assert {key: file for key, file in named.items() if key not in strings("vi")} == {}


def test_an_unknown_language_falls_back_to_english() -> None:
    assert strings("tlh").language == "en"
    assert strings("tlh")("portal.home") == "Home"


def test_one_has_a_form_of_its_own_where_the_language_has_it() -> None:
    t = Strings("en", {"pages": "{n} pages", "pages.one": "{n} page"})
    assert [t("pages", n=n) for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        strings("vi")("portal.nothing")


def test_a_long_list_shows_its_first_names() -> None:
    t = strings("vi")
    assert t.quoted(["a", "b"]) == "a, b"
    assert t.quoted(str(n) for n in range(25)) == ", ".join(map(str, range(20))) + ", …"
    assert t.quoted(7) == "7"


@pytest.mark.parametrize("braces", ["{", "}", "{key}", "{0}", "{a.b}", "%s"])
def test_braces_in_the_words_of_a_clerk_stay_words(braces: str) -> None:
    problem = Problem(
        Place("a.yml"), "PH206", {"key": "form", "text": braces, "nearest": "", "allowed": ("online",)}
    )
    assert f"«{braces}»" in problem.line(strings("vi"))


def test_a_hint_is_given_only_when_something_is_near() -> None:
    values = {"key": "titel", "known": ("title",)}
    with_hint = Problem(Place("a.yml"), "PH201", {**values, "nearest": "title"}).line(strings("vi"))
    without = Problem(Place("a.yml"), "PH201", {**values, "nearest": ""}).line(strings("vi"))
    assert "có phải ý bạn là «title»?" in with_hint
    assert "?" not in without


def test_problems_sort_by_file_then_line_then_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 12), Place("a", 9, 2)]
    assert [str(p.place) for p in sorted(Problem(place, "PH101") for place in places)] == [
        "a:9:2",
        "a:9:12",
        "a:10:1",
        "b:1:1",
    ]


@pytest.mark.parametrize(
    "table",
    ["a" + ".a" * 200_000 + " = 1", "a = " + "[" * 200_000, "a = 1\n#" + " " * (1 << 20)],
    ids=["key", "lists", "size"],
)
def test_no_table_of_words_costs_more_than_any_honest_one(tmp_path: Path, table: str) -> None:
    """A key of so many parts took the parser longer than anybody waited."""
    (tmp_path / "vi.toml").write_text(table)
    with pytest.raises(ValueError, match="table of words"):
        read_table(tmp_path / "vi.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_the_package_is_read_as_toml_reads_it(language: str) -> None:
    assert packaged(language) == read_table(PACKAGE / "locales" / f"{language}.toml")

"""What can be wrong with the data: a place, a permanent code, and the values its sentence needs.

The sentences themselves live in the string tables (``locales/*.toml``), so that a code stays the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from phonghop.text.strings import Strings


class Severity(Enum):
    """ERROR stops the build; WARNING is a doubt that `--strict` turns into a stop."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file (relative to the project), and a line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


_E, _W = Severity.ERROR, Severity.WARNING

CATALOGUE: Mapping[str, Severity] = MappingProxyType(
    {
        # 1xx the file as YAML
        "PH101": _E,  # not UTF-8
        "PH102": _E,  # too large
        "PH103": _E,  # tab
        "PH104": _E,  # control character
        "PH105": _E,  # bidirectional control character
        "PH106": _E,  # not YAML
        "PH107": _E,  # nested too deeply
        "PH108": _E,  # duplicate key
        "PH109": _E,  # anchor or alias
        "PH110": _E,  # tag
        "PH111": _E,  # merge key
        "PH112": _E,  # several documents in one file
        "PH113": _E,  # the top is not a mapping
        "PH114": _E,  # a key that is not plain text
        "PH115": _W,  # words cut off by an unquoted '#'
        "PH116": _E,  # a colon inside an unquoted sentence
        "PH117": _E,  # the file cannot be read
        "PH118": _E,  # a word processor's bullet where YAML wants a hyphen
        "PH119": _E,  # a hyphen that stands deeper than the item above
        "PH120": _E,  # a sentence in braces that its commas cut
        # 2xx fields
        "PH201": _E,  # unknown key
        "PH202": _E,  # missing key
        "PH203": _E,  # a group of keys was expected
        "PH205": _E,  # plain text was expected
        "PH206": _E,  # not one of the allowed values
        "PH207": _E,  # too long
        "PH208": _E,  # empty
        "PH209": _E,  # not a valid identifier
        "PH210": _E,  # not a whole number in range
        "PH211": _E,  # neither yes nor no
        "PH212": _E,  # link of another kind than http, https, mailto, tel
        "PH213": _E,  # phone number outside contacts
        "PH214": _E,  # secrecy mark
        "PH215": _E,  # an attendee line that names nobody
        "PH216": _E,  # not a phone number
        "PH217": _E,  # a citation that names no document
        "PH218": _E,  # a document neither present nor awaited nor withdrawn
        "PH219": _E,  # a document with two sources at once
        "PH220": _E,  # a document without a name
        "PH221": _E,  # a task without anything to do
        "PH222": _E,  # a meeting without a session
        "PH223": _E,  # a place still to fill in
        "PH224": _E,  # a document that will change its file and has no id
        "PH225": _E,  # a body that does not say how its letters are written
        "PH226": _E,  # a key that is no more
        "PH227": _E,  # a body that numbers its letters and has no symbol
        "PH228": _E,  # a named person without an honorific
        "PH229": _W,  # what may be a phone number with letters for digits
        "PH230": _E,  # a meeting moved within its file that does not say from when
        "PH231": _E,  # a former time where the file still holds it
        "PH232": _E,  # not a colour
        "PH233": _E,  # a colour that became a comment
        "PH234": _E,  # a colour in which words cannot be read
        "PH235": _E,  # a logo that is not there
        "PH236": _E,  # a logo that is no picture, or too large
        "PH237": _E,  # a logo that runs or loads something
        "PH238": _E,  # a contact who is nobody
        "PH239": _W,  # a translation that lacks phrases
        "PH240": _E,  # a translation that cannot be read
        "PH241": _E,  # a phrase of a translation that cannot be filled in
        "PH242": _E,  # a time zone that does not exist
        "PH243": _E,  # other words in addresses that are on paper
        "PH244": _W,  # a language without words
        "PH245": _W,  # a key of a translation that nobody asks for
        "PH246": _W,  # signs that the typeface of letters lacks
        # 3xx dates
        "PH301": _E,  # not a date
        "PH302": _E,  # a date that does not exist
        "PH303": _E,  # weekday of another date
        "PH304": _E,  # not a time of day
        "PH305": _E,  # end before start
        "PH306": _E,  # deadline after the meeting
        "PH307": _W,  # folder name begins with another date
        "PH308": _E,  # part of the day contradicts the clock
        "PH309": _E,  # the time of day is missing
        "PH310": _E,  # a date without its whole year
        "PH311": _E,  # a span where one moment is wanted
        "PH312": _E,  # words beside a date or time
        "PH313": _E,  # sessions in another order than that of time
        "PH314": _E,  # a link's deadline told twice, at two moments
        "PH315": _W,  # a document published at an hour to come
        "PH316": _E,  # a lunar date of another day
        "PH317": _E,  # a lunar date that cannot be read
        "PH319": _E,  # a year that no meeting can be in
        # 4xx references and files
        "PH401": _E,  # unknown body
        "PH402": _E,  # unknown document
        "PH403": _E,  # unknown point, contact, link or meeting
        "PH404": _E,  # missing file
        "PH405": _E,  # path leaves the meeting's folder
        "PH406": _E,  # duplicate identifier
        "PH407": _E,  # a file by hand at the address of an output
        "PH408": _E,  # footnote mark without footnote
        "PH409": _W,  # footnote that nothing marks
        "PH410": _E,  # folder name is not a valid meeting identifier
        "PH411": _E,  # folder without meeting.yml
        "PH412": _W,  # file that no document names
        "PH413": _E,  # symbolic link
        "PH414": _W,  # two meetings in one hall at one time
        "PH415": _E,  # file type that is not served
        "PH416": _E,  # a file that is empty or not what its name says
        "PH417": _E,  # a file name that is not UTF-8
        "PH418": _E,  # a file name that some system does not take for what it looks like
        "PH419": _W,  # a file that a program left behind
        "PH420": _E,  # a page written by hand that runs something
        "PH421": _E,  # a page written by hand that takes too long to read
        "PH422": _E,  # the header of a page that the host would drop
        "PH423": _W,  # two spellings of one field of work
        "PH424": _E,  # a field of work that no address can be made of
        "PH425": _E,  # meetings that replace each other
        "PH426": _E,  # an agenda item of a session that is not there
        "PH427": _E,  # two names of files that are one on other machines
        "PH428": _E,  # a meeting's file under another name
        "PH429": _E,  # no portal.yml
        "PH430": _W,  # what may be a secrecy mark in a page written by hand
        "PH440": _E,  # something locked without a key
        "PH441": _E,  # a file of keys that cannot be read
        "PH442": _E,  # a file of keys that others can read
        "PH443": _E,  # a meeting that leads to one of which nothing is seen
        "PH444": _E,  # a file of keys inside the project
        "PH450": _E,  # a pipe, socket or device where a file belongs
        "PH451": _E,  # the header of a page that the theme cannot take
        "PH455": _E,  # a file that another document holds back until its hour
        "PH456": _E,  # settings that cannot be read
        # 5xx codes
        "PH501": _E,  # malformed line
        "PH502": _E,  # wrong check character
        "PH503": _E,  # issued twice
        "PH504": _E,  # subject lost without a tombstone
        "PH505": _E,  # line changed or removed
        "PH506": _E,  # move or retirement of a code never issued
        "PH507": _W,  # git cannot prove that nothing was removed
        "PH508": _E,  # saved by another program
        "PH509": _E,  # a line added by hand
        "PH510": _E,  # a line whose predecessor is missing
        "PH511": _E,  # a code that opens something else than it was issued for
        "PH512": _W,  # two branches that moved or retired one code
        # 6xx the letter
        "PH601": _E,  # official letter without addressees
        "PH602": _E,  # basis later than the letter
        "PH603": _W,  # recipients that do not end with the file copy
        "PH604": _E,  # letter later than the meeting
        "PH605": _W,  # first recipient of the other shell
        "PH606": _W,  # subject that repeats its prefix
        "PH607": _E,  # a symbol given twice
        "PH608": _E,  # a letter written for a body that has none
        "PH610": _E,  # list of addressees without names
        "PH611": _E,  # addressee without a name
        "PH612": _E,  # ragged line of a list
        "PH613": _W,  # addressee listed twice
        "PH614": _E,  # empty list of addressees
        "PH615": _E,  # entry of another shape
        # 7xx what is in the files of documents
        "PH701": _E,  # damaged
        "PH702": _E,  # wants a password
        "PH703": _E,  # runs something
        "PH704": _W,  # tracked changes
        "PH705": _W,  # comments
        "PH706": _W,  # names of its authors
        "PH707": _W,  # personal phone numbers
        "PH708": _E,  # secrecy mark
        "PH709": _W,  # links to private storage
        "PH710": _E,  # exceeds the limits of inspection
        "PH711": _W,  # replaced after publication without a word
        "PH712": _W,  # a PDF that cannot be bound into the pack
        "PH713": _E,  # a ZIP that would write outside the folder where it is unpacked
        "PH714": _E,  # a letter that is a scan
        "PH715": _E,  # a letter of a kind that is not read
        "PH724": _W,  # what may be a secrecy mark
        "PH725": _W,  # parts whose words nobody here can read
        "PH726": _E,  # a file of two kinds at once
        "PH727": _E,  # a name inside that reads otherwise than it is
        "PH728": _W,  # files carried inside a PDF
        "PH729": _W,  # the name or number of an internal contact in a document
        "PH730": _W,  # a published document that says what a held one will say
        # 8xx settings and the finished site
        "PH800": _E,  # settings without the site's address
        "PH801": _E,  # an internal contact in an output file
        "PH802": _E,  # a document before its hour of release in an output file
        "PH803": _E,  # secrecy mark in an output file
        "PH804": _E,  # a path of the building machine in an output file
        "PH805": _E,  # an output file that cannot be looked into
        "PH806": _E,  # settings that would have the site replace something else
        "PH807": _E,  # settings that would publish the sources of meetings
        "PH808": _E,  # a template or hook of the project that fails
        "PH809": _E,  # the system lets nothing be read or written
        "PH810": _E,  # a moment of the build that no calendar has
        "PH811": _E,  # a folder of the site that somebody else owns
        "PH815": _E,  # something locked in an output file
        "PH816": _E,  # an encrypted file that its key does not open
        "PH817": _E,  # a key in an output file
        "PH812": _E,  # a theme, plugin or feature beside which the portal does not work
        "PH813": _W,  # typefaces from elsewhere
        # 9xx publishing
        "PH901": _E,  # a finished site that is not whole
        "PH902": _E,  # a published code that the new site lacks
        "PH903": _E,  # somebody else is publishing
        "PH904": _E,  # a folder that cannot be written, a full disk
        "PH905": _E,  # something else where the live site should be
        "PH906": _E,  # no earlier release
        "PH907": _E,  # a page that the web server's policy would not let work
        "PH908": _E,  # a published site that does not say which codes it has
        "PH910": _E,  # a portal in a subfolder, asked for a configuration that serves from the root
        "PH911": _E,  # a document that should be on the live site by now
        "PH915": _E,  # a withdrawn document that going back would publish again
        "PH916": _E,  # a number taken out since that going back would publish again
        "PH917": _W,  # more files than Cloudflare Pages takes
        "PH918": _W,  # a file larger than Cloudflare Pages takes
    }
)


class Unreadable(ValueError):
    """A value that a reader of text cannot take: a catalogue code and the values for its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, at one place."""

    place: Place
    code: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def severity(self) -> Severity:
        """How much it weighs, from the catalogue."""
        return CATALOGUE[self.code]

    @property
    def is_error(self) -> bool:
        """Whether it stops the build."""
        return self.severity is Severity.ERROR

    def sentence(self, strings: Strings) -> str:
        """Return what is wrong and what to do, in the language of `strings`."""
        values = {k: strings.quoted(v) for k, v in self.values.items()}
        values["hint"] = strings("problem.hint", **values) if values.get("nearest") else ""
        values["home"] = strings("problem.home", **values) if values.get("belongs") else ""
        return "; ".join(strings(f"problem.{self.code}.{part}", **values) for part in ("what", "remedy"))

    def line(self, strings: Strings) -> str:
        """Return the printed form, ``file:line:column: CODE what is wrong; what to do``."""
        return f"{self.place}: {self.code} {self.sentence(strings)}"


class PortalError(Exception):
    """The data cannot be published; carries every problem of the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems")


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those of `problems` that stop the build."""
    return tuple(p for p in problems if p.is_error)

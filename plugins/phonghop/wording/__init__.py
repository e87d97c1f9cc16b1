"""Phrases composed from the model, the same on the page and on paper, in the language that is spoken (`text.region`).

A phrase is a sequence of runs, so that a page, a PDF and a DOCX can each set bold, italic and footnote marks in
their own way.
"""

from phonghop.text.strings import say
from phonghop.wording.names import (
    citation,
    event,
    form,
    is_announced,
    noun,
    remark,
    tells_its_standing,
    venue,
)
from phonghop.wording.people import (
    Audience,
    attendee,
    chair_label,
    chair_line,
    contact,
    contact_lines,
    contacts,
    unmentioned_contacts,
)
from phonghop.wording.tasks import action, deadline, link_line, registration, rehearsal, says_sending
from phonghop.wording.times import before, clock_words, day_words, moment_words, session_clock, session_time

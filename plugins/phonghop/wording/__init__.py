"""Phrases composed from the model, the same on the page and on paper, in the language that is spoken (`text.region`).

A phrase is a sequence of runs, so that a page, a PDF and a DOCX can each set bold, italic and footnote marks in
their own way.
"""

from phonghop.text.strings import say as say
from phonghop.wording.names import citation as citation
from phonghop.wording.names import event as event
from phonghop.wording.names import form as form
from phonghop.wording.names import is_announced as is_announced
from phonghop.wording.names import noun as noun
from phonghop.wording.names import remark as remark
from phonghop.wording.names import tells_its_standing as tells_its_standing
from phonghop.wording.names import venue as venue
from phonghop.wording.people import Audience as Audience
from phonghop.wording.people import attendee as attendee
from phonghop.wording.people import chair_label as chair_label
from phonghop.wording.people import chair_line as chair_line
from phonghop.wording.people import contact as contact
from phonghop.wording.people import contact_lines as contact_lines
from phonghop.wording.people import contacts as contacts
from phonghop.wording.people import unmentioned_contacts as unmentioned_contacts
from phonghop.wording.tasks import action as action
from phonghop.wording.tasks import deadline as deadline
from phonghop.wording.tasks import link_line as link_line
from phonghop.wording.tasks import registration as registration
from phonghop.wording.tasks import rehearsal as rehearsal
from phonghop.wording.tasks import says_sending as says_sending
from phonghop.wording.times import before as before
from phonghop.wording.times import clock_words as clock_words
from phonghop.wording.times import day_words as day_words
from phonghop.wording.times import moment_words as moment_words
from phonghop.wording.times import session_clock as session_clock
from phonghop.wording.times import session_time as session_time

"""What a meeting is: the one declaration of every field, with its Vietnamese title and help.

From it come validation, the JSON Schema for editors and the field reference for staff.
"""

from phonghop.model.documents import Citation, Document, Version
from phonghop.model.letter import Letter, LetterSection, Recipient, Signature
from phonghop.model.meeting import AgendaItem, Footnote, Meeting, Note
from phonghop.model.partial import Sound, read_in_part
from phonghop.model.people import Attendee, Contact
from phonghop.model.points import Point, SubPoint, Venue
from phonghop.model.portal import Body, PortalFile
from phonghop.model.reading import read_record
from phonghop.model.session import Session
from phonghop.model.status import Status
from phonghop.model.tasks import Deadline, Link, Task

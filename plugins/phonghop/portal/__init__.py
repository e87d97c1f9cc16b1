"""All meetings together: loaded, held against each other, given addresses and codes."""

from phonghop.portal.load import MeetingFolder, Portal, load

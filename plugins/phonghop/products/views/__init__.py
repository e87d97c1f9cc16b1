"""Ready-made contexts for templates: labels, dates and links decided here, so that templates only loop and choose."""

from phonghop.products.views.cards import HomeView, ListView, MeetingCard, card
from phonghop.products.views.meeting import MeetingView, meeting_view

__all__ = ["HomeView", "ListView", "MeetingCard", "MeetingView", "card", "meeting_view"]

"""Sheets that are printed beside the letter: for the door of the hall, for each điểm cầu, for each delegate."""

from phonghop.paper.sheets.cards import Card, delegate_cards, render_cards
from phonghop.paper.sheets.door import DoorSheet, Wifi, door_sheets, render_door
from phonghop.paper.sheets.point import Paper, PointSheet, point_sheets, render_point

"""What other programs take from the portal: calendars, the news feed, event data, the card shown by messengers."""

"""What the centre is: its settings and their checks, the calendar, the words for places, numbers and times. Pure."""

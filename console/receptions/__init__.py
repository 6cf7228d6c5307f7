"""Receptions by officials: the schedule, its slots, who has booked them, and the final list. No page and no daemon."""

"""The copy of the hall: events heard, missed ones asked for, all of them kept in a file; and what staff ask."""

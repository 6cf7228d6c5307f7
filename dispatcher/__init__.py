"""The hall: who waits, who is called. A pure core (`hall`), a journal, and a thin shell around both."""

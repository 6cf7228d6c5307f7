"""What each page shows, in its own terms: plain values that templates turn into HTML."""

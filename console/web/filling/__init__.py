"""From the copy of the hall and the book of receptions to what each page shows."""

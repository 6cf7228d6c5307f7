"""A simulated day: visitors and workers of chance, the hall's real rules between them, and a checker of its own."""

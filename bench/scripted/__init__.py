"""One scripted day of a real hall: what is done, what board, voice and events tell of it, and whether that is right."""

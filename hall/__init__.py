"""The pure core: `decide` reads, `evolve` alone changes. No clock, broker, disk or log in here."""

"""What every daemon stands on: loop, inbox, settings, clock, log, buttons and lamps. Knows nothing of queues."""

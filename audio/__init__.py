"""The voice: a call becomes clips, clips become sound. The daemon is `speaking`; all else serves as a library."""

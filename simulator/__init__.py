"""The whole hall on one computer, on the real daemons and a real broker: supervised, watched, and driven by HTTP."""

"""Faults at random against a whole hall, and a checker that reads only what left it. See docs/campaign.md."""

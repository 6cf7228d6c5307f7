"""The parts of a frame: what stands in each box of `display.layout`."""

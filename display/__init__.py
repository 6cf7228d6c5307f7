"""The wall: what the dispatcher says of the hall becomes a picture on a screen."""

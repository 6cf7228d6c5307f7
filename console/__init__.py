"""What staff and the public see in a browser, and what the queue must not know: so far, receptions by officials."""

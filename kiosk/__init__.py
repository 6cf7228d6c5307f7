"""The ticket station and the call pad: a press becomes a request, a reply becomes paper and light."""

"""What staff see of the hall: who is next and why, what a place may do now, who waits. Pure questions to its copy."""

"""What staff see: HTTP, templates, texts. Rules live in the rooms beside it."""

"""The pages that staff work with: HTTP, templates, texts. What they show and ask for is decided elsewhere."""

"""The survey of visitors whom the hall has chosen: questions, answers, counts. No person, only an opaque ticket id."""

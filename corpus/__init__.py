"""Reading plans: files in; documents, plans, sections, passages and task records out. Knows no model, no question."""

"""Messages to a mentor: what is missing, drafts, the review, the cold reader, and the way out."""

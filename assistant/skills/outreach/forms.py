"""The forms in which a fact can stand in a sentence.

A sentence of the wording names the form that it needs, '{work.np}'; where a value has no such form, another sentence is
taken. Most values have the form 'said', as they were typed, which stands behind a colon. `forms_mentor` is about who is
written to, `forms_known` about how the two know each other, `forms_told` about what has been between them, `forms_own`
about who writes, `forms_size` and `forms_give` about what is asked for and offered.
"""

Forms = dict[str, str]  # the name of a form -> the value in it

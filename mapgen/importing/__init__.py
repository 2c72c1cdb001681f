"""From a table that somebody has to a list or a record: which column is what, what each row means, the file's text.

A Table comes in, with what its user says of it; a report of every row goes out, and the text of a list or record where
no question is left. It guesses no country and no class: what it cannot tell becomes a question, with the option that
settles it. It draws nothing, and writes no file.
"""

"""The commands, a module for each group of them.

Each takes its arguments, calls what the wings below do, prints and exits.
`cli/main.py` loads the module of a command when it is called.
"""

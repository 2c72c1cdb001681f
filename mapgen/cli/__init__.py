"""The command line: parse, call, print, exit.

In come arguments; out go text and an exit code.
No other wing prints.
"""

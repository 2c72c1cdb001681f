"""The command line: parse, call, print, exit.

It takes arguments, prints text and returns an exit code.
No other wing prints.
"""

"""Work on files that are not trusted, done in a process of its own under limits.

``workers`` asks worker processes, which run ``child`` and fork for each piece of work; ``limits`` holds the fork. A job
is a function named ``package.module:function``. The child starts quickly because it imports only that module, so
this module, and those of the packages that hold jobs, import nothing.
"""
